/** Lo que un segmento lee además del texto, cuando de verdad necesita otra cosa. Spanish. */
import type { SegmentNotes } from '../shape.ts';

const RETRY =
  'Para su código: repita las solicitudes fallidas con pausas crecientes y con la misma clave de idempotencia, y conserve sus identificadores.';
const QUOTE = 'Puede reenviar este mensaje a sus propios clientes.';
const CONTACT =
  'Si tiene preguntas sobre su contrato o sobre su propio incidente, {% if supportUrl %}escríbanos aquí: {{ supportUrl }}{% else %}escriba a su persona de contacto con nosotros{% endif %}.';
const CREDIT =
  'Si su contrato prevé un crédito por este tiempo, lo calculamos y le escribimos. No tiene que solicitarlo.';
const COLLIDES =
  'Si este horario coincide con una fecha importante para usted, escríbanos antes de que empiece.';
const PAUSE =
  'Para su código: es posible que se rechacen solicitudes durante esta ventana. Deje los procesos en espera y repítalos después.';
const AGAIN = 'Si sigue sin funcionarle, cierre la aplicación o la página y ábrala de nuevo.';

export const ES_NOTES: SegmentNotes = {
  consumer: {
    'update/investigating': 'No necesita llamarnos ni escribirnos: cada cambio se anuncia aquí.',
    'update/monitoring': AGAIN,
    'update/resolved': AGAIN,
  },
  business: {
    'update/investigating': QUOTE,
    'update/identified': QUOTE,
    'update/resolved': CREDIT,
    relapse: QUOTE,
    apology: CREDIT,
    'maintenance/scheduled': COLLIDES,
  },
  enterprise: {
    'update/investigating': `${QUOTE} ${CONTACT}`,
    'update/identified': QUOTE,
    'update/resolved': `${CREDIT} ${CONTACT}`,
    relapse: `${QUOTE} ${CONTACT}`,
    apology: `${CREDIT} ${CONTACT}`,
    postmortem_ready: CONTACT,
    'maintenance/scheduled': COLLIDES,
    'maintenance/reminded': CONTACT,
    'maintenance/extended': CONTACT,
  },
  developer: {
    'update/investigating': RETRY,
    'update/identified': RETRY,
    'update/monitoring':
      'Para su código: vuelva a enviar las solicitudes en espera, al principio de pocas en pocas. Si alguna sigue fallando, envíenos su identificador y la hora.',
    'update/resolved':
      'Para su código: puede volver a enviar las solicitudes que fallaron. Use las mismas claves de idempotencia para que nada se ejecute dos veces.',
    relapse: RETRY,
    'maintenance/scheduled': PAUSE,
    'maintenance/reminded': PAUSE,
    'maintenance/extended':
      'Para su código: deje los procesos en espera{% if endsAt %} hasta las {{ endsAt }}{% endif %}.',
    'maintenance/completed': 'Para su código: los procesos en espera pueden continuar.',
  },
};
