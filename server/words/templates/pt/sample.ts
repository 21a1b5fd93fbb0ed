/** A believable outage and believable planned work in Portuguese, for previews and checks. */
import type { SampleWords } from '../shape.ts';

export const PT_SAMPLE: SampleWords = {
  title: 'Falha no login de clientes na Europa',
  components: ['Login', 'Faturamento'],
  whatUsersSee: 'A página de login mostra um erro.',
  whoIsAffected: 'Afeta cerca de 20 % dos clientes na Europa.',
  cause: 'Uma alteração nos nossos servidores de login rejeitava sessões válidas.',
  action: 'Estamos desfazendo a alteração.',
  workaround: 'Quem já está conectado pode continuar trabalhando.',
  dataStatement: 'Nenhum dado foi perdido.',
  lessons: 'A partir de agora, testamos cada alteração do login primeiro em 1 % das solicitações.',
  wrote: 'O login funciona para todos.',
  correct: 'O login ainda falha para cerca de 5 % dos clientes na Europa.',
  maintenanceTitle: 'Um banco de dados mais rápido para os relatórios',
  reason:
    'Vamos transferir o banco de dados para máquinas mais rápidas, para que os relatórios abram na metade do tempo.',
  whatToDo: 'Salve o seu trabalho antes do início.',
};
