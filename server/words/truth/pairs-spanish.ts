/** Spanish drafts and facts, labelled before any Spanish rule was written; `later` was not looked at while they were made. */
import { BOTH, collect, ONLY_US, OVER, PAY } from './testing.ts';

const set = collect('es');
const { contradicted, fine } = set;
const later = collect('es');

contradicted(
  BOTH,
  'El incidente está resuelto.',
  'Todos los sistemas están operativos.',
  'El inicio de sesión vuelve a funcionar.',
  'El problema se ha corregido por completo.',
  'Ya puede volver a iniciar sesión.',
  'Todo ha vuelto a la normalidad.',
  'Hemos resuelto el problema con el inicio de sesión.',
  'Los clientes en Estados Unidos no están afectados.',
  'Solo los clientes en Europa están afectados.',
  'Algunos clientes no pueden iniciar sesión.',
  'Un pequeño número de usuarios está afectado.',
  'Aproximadamente el 5 % de los usuarios no puede iniciar sesión.',
  'El inicio de sesión falla desde las 14:30 UTC.',
  'Nuestras comprobaciones no muestran errores.',
  'La interrupción se limita a Europa.',
  'Esperamos que el inicio de sesión esté restablecido antes de las 14:45 UTC.',
  'El inicio de sesión no está afectado.',
  'El servicio está totalmente restablecido.',
  'La interrupción ha terminado.',
);
fine(
  BOTH,
  'En cuanto todo vuelva a funcionar, lo diremos aquí.',
  'El incidente aún no está resuelto.',
  'Trabajamos para restablecer el inicio de sesión.',
  'Los pagos no están afectados.',
  'Nadie puede iniciar sesión.',
  'El inicio de sesión falla desde las 14:02 UTC.',
  'El inicio de sesión falla desde las 15:02 CET.',
  'Antes escribimos que el incidente estaba resuelto. Era falso.',
  'Esperamos que el inicio de sesión esté restablecido antes de las 16:00 UTC.',
  'Próximo aviso antes de las 15:30 UTC.',
  'Si le afectó, no tiene que hacer nada.',
  'Todos los clientes están afectados.',
  'La búsqueda y la API funcionan con normalidad.',
  'Cuando el problema esté resuelto, recargue la página.',
  'Estamos aplicando la corrección.',
  'Todavía no sabemos cuántos clientes están afectados.',
  '¿Funciona todo de nuevo? Todavía no.',
  'El inicio de sesión no está totalmente restablecido.',
  'Confiamos en que el servicio se restablezca pronto.',
  'El problema de la base de datos está corregido, pero el inicio de sesión sigue fallando.',
  'No lo intente de nuevo hasta que digamos que todo funciona.',
  'Corrección: a las 14:30 UTC dijimos que el incidente estaba resuelto.',
);
contradicted(
  ONLY_US,
  'Los clientes en Estados Unidos pueden iniciar sesión con normalidad.',
  'El incidente está cerrado.',
);
fine(
  ONLY_US,
  'Solo los clientes en Estados Unidos están afectados.',
  'Los clientes en Europa no están afectados.',
  'Algunos clientes no pueden iniciar sesión.',
);
fine(
  OVER,
  'El incidente está resuelto.',
  'Los pagos vuelven a funcionar desde las 14:47 UTC.',
  'La interrupción duró 45 minutos.',
  'Todos los sistemas están operativos.',
);
contradicted(
  OVER,
  'La interrupción duró 15 minutos.',
  'Los pagos no se vieron afectados.',
  'La interrupción duró dos horas.',
);
contradicted({ ...PAY, reports: ['14:20', '14:50'] }, 'No hemos recibido ningún aviso de clientes.');
fine({ ...PAY, reports: [] }, 'No hemos recibido ningún aviso de clientes.');

later.contradicted(
  BOTH,
  'El inicio de sesión se ha restablecido.',
  'Todos nuestros servicios funcionan con normalidad.',
  'Unos pocos clientes ven errores.',
  'El inicio de sesión está disponible.',
  'El problema está solucionado.',
  'Desde las 14:40 UTC los clientes no pueden iniciar sesión.',
  'Solo Europa está afectada.',
  'Todo funciona.',
);
later.fine(
  BOTH,
  'Haremos todo lo posible para que el inicio de sesión vuelva a funcionar.',
  'Ningún cliente puede iniciar sesión.',
  'El inicio de sesión sigue sin funcionar.',
  'Una parte del problema está resuelta.',
  'Antes de que el servicio esté restablecido, no pague dos veces.',
  'Los demás servicios funcionan con normalidad.',
  'El incidente estará resuelto cuando nuestras comprobaciones lo confirmen.',
  'Estamos comprobando si el inicio de sesión está restablecido.',
  'Pedimos disculpas a todos los clientes que no pueden iniciar sesión.',
  'El inicio de sesión funcionaba con normalidad hasta las 14:02 UTC.',
);

export const SPANISH = set.pairs;
export const SPANISH_LATER = later.pairs;
