/** A believable outage and believable planned work in Spanish, for previews and checks. */
import type { SampleWords } from '../shape.ts';

export const ES_SAMPLE: SampleWords = {
  title: 'Falla el inicio de sesión para clientes de Europa',
  components: ['Inicio de sesión', 'Facturación'],
  whatUsersSee: 'La página de inicio de sesión muestra un error.',
  whoIsAffected: 'Afecta a cerca del 20 % de los clientes de Europa.',
  cause: 'Un cambio en nuestros servidores de inicio de sesión rechazaba sesiones válidas.',
  action: 'Estamos deshaciendo el cambio.',
  workaround: 'Si ya tiene la sesión iniciada, puede seguir trabajando.',
  dataStatement: 'No se perdieron datos.',
  lessons: 'Desde ahora probamos cada cambio del inicio de sesión primero con el 1 % de las solicitudes.',
  wrote: 'El inicio de sesión funciona para todos.',
  correct: 'El inicio de sesión sigue fallando para cerca del 5 % de los clientes de Europa.',
  maintenanceTitle: 'Una base de datos más rápida para los informes',
  reason:
    'Trasladamos la base de datos a máquinas más rápidas, para que los informes se abran en la mitad de tiempo.',
  whatToDo: 'Guarde su trabajo antes de que empiece.',
};
