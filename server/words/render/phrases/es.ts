/** Lo que dicen las plantillas cuando los datos no dicen nada. Spanish. */
import { figure } from '../intl.ts';
import type { Phrases } from '../phrases.ts';

export const ES: Phrases = {
  phase: {
    investigating: 'Investigando',
    identified: 'Causa encontrada',
    monitoring: 'En observación',
    resolved: 'Resuelto',
    scheduled: 'Planificado',
    in_progress: 'En curso',
    verifying: 'Verificando',
    completed: 'Terminado',
    cancelled: 'Cancelado',
    reminded: 'Recordatorio',
    extended: 'Se prolonga',
  },
  ourService: 'nuestro servicio',
  seen: {
    major_outage: 'En este momento no puede usar {c}.',
    partial_outage: 'En este momento falla una parte de las solicitudes a {c}.',
    degraded_performance: 'En este momento hay lentitud o errores en {c}.',
    under_maintenance: 'Es posible que en este momento no pueda usar {c}.',
    unknown: 'En este momento no sabemos si puede usar {c}.',
    operational: 'Es posible que fallen solicitudes a {c}.',
  },
  seenInMaintenance: 'Durante ese tiempo es posible que no pueda usar {c}.',
  whoUnknown: 'Todavía no sabemos a cuántos clientes afecta.',
  others: (n) => `${figure(n, 'es')} más`,
  affected: (customers) => `Clientes afectados: ${figure(customers, 'es')}.`,
  action: {
    investigating: 'Estamos buscando la causa.',
    identified: 'Estamos trabajando en la reparación.',
    monitoring: 'Estamos vigilando nuestras comprobaciones antes de darlo por terminado.',
  },
  stillAction: {
    investigating: 'Seguimos buscando la causa.',
    identified: 'Seguimos trabajando en la reparación.',
    monitoring: 'Seguimos vigilando nuestras comprobaciones antes de darlo por terminado.',
  },
  noWorkaround: 'Todavía no hay una solución alternativa.',
  nothingToDo: 'No tiene que hacer nada.',
  dataUnknown: 'Estamos comprobando si se perdieron datos y lo diremos aquí.',
  reason: 'Lo hacemos para que pueda confiar en {c}.',
  checks: (failing, total) =>
    failing === 0
      ? 'En este momento no falla ninguna de nuestras comprobaciones.'
      : total === 1
        ? 'Nuestra comprobación falla.'
        : `${figure(failing, 'es')} de nuestras ${total ? `${figure(total, 'es')} ` : ''}comprobaciones ${failing === 1 ? 'falla' : 'fallan'}.`,
  failingFor: (duration) => `Hasta ahora ha durado ${duration}.`,
  wordNumber: (n) => `Este es nuestro mensaje número ${n} al respecto.`,
  asOf: (time) => `Última comprobación: ${time}.`,
  promise: (time) => `**Próxima actualización antes de las ${time}.**`,
  began: (time) => `El incidente comenzó a las ${time}.`,
  window: (start, end) => `Los trabajos empiezan a las ${start} y terminan a las ${end}.`,
  movedWindow: (start, end) =>
    `El horario ha cambiado: los trabajos empiezan ahora a las ${start} y terminan a las ${end}.`,
  movedEnd: (end) => `Los trabajos duran más de lo previsto. Ahora terminan a las ${end}.`,
  more: 'Todas las actualizaciones:',
  goesOn(sentence) {
    const match =
      /^(?:(?:En este momento|Ahora|Actualmente|Mientras tanto),? )?(?:estamos|seguimos)(?: ahora| actualmente| todavía)? (\p{L}+ndo(?:\p{L}{2,5})?(?!\p{L}).*)$/iu.exec(
        sentence,
      );
    return match && !/^(?:experimentando|teniendo|viendo|esperando|sufriendo)(?!p{L})/i.test(match[1]!)
      ? `Seguimos ${match[1]}`
      : null;
  },
};
