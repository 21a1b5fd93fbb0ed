/** The small forms of subscribing in Spanish. */
import type { FormWords } from '../form-words.ts';

export const es: FormWords = {
  checkMailTitle: 'Por favor, mire su correo',
  checkMail:
    'Si esta dirección aún no está suscrita, un mensaje con un enlace está en camino. Siga el enlace para confirmar.',
  confirmTitle: 'Confirme su suscripción',
  confirmAsk: '¿Le escribimos cuando algo vaya mal y cuando vuelva a ir bien?',
  confirmButton: 'Sí, avísenme',
  confirmedTitle: 'Recibirá nuestros avisos',
  confirmed: 'Gracias. Escribimos solo sobre averías y mantenimiento planificado.',
  manage: 'Su suscripción',
  whichComponents: 'Solo sobre estos; sobre todo si no se elige ninguno',
  everyNote: 'Escribir también cuando aún no haya cambios',
  save: 'Guardar',
  savedTitle: 'Guardado',
  saved: 'Sus deseos cuentan desde ahora.',
  unsubscribeTitle: 'Terminar su suscripción',
  unsubscribeAsk:
    'No volveremos a escribir a esta dirección. La página y los canales siguen abiertos para usted.',
  unsubscribeButton: 'No me escriban más',
  unsubscribedTitle: 'Su suscripción ha terminado',
  unsubscribed: 'No volveremos a escribir a esta dirección.',
  state: {
    pending: 'Todavía no ha confirmado esta suscripción.',
    active: 'Está suscrito.',
    unsubscribed: 'Usted terminó esta suscripción.',
    suppressed: 'El correo a esta dirección fue devuelto, así que dejamos de escribir.',
  },
};
