/**
 * Textos en español en cuatro tonos, con el trato de usted y sin giros de un solo país. A time stands after `las`
 * (`desde las`, `antes de las`) or a colon and carries its date behind it; `las 01:30` becomes `la 01:30` when the
 * message is rendered. Components stand after verbs, `en` or a colon.
 */
import type { Tone } from '@candor/protocol/words.ts';
import type { Bodies } from '../shape.ts';

const NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**Próxima actualización antes de las {{ nextUpdateBy }}.**{% endif %}';
const FORMAL_NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**Publicaremos nuestra próxima actualización antes de las {{ nextUpdateBy }}.**{% endif %}';
const WARM_NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**Tendrá noticias nuestras antes de las {{ nextUpdateBy }}, también si nada ha cambiado.**{% endif %}';
const NOTE = '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}';
const CAUSE = '{% if cause %}{{ cause }} {% endif %}';
const CHECKS = '{% if checks %}{{ checks }} {% endif %}';
const DETAIL = '{% if detail %} {{ detail }}{% endif %}';
const LESSONS = '{% if lessons %} {{ lessons }}{% endif %}';
const BEGAN = '{% if startedAt %}El incidente comenzó a las {{ startedAt }}. {% endif %}';
const UNCHANGED = '{% if unchangedSince %} desde las {{ unchangedSince }}{% endif %}';
const BACK = 'Puede usar de nuevo {{ components }}{% if resolvedAt %} desde las {{ resolvedAt }}{% endif %}.';
const LASTED =
  '{% if startedAt %} El incidente comenzó a las {{ startedAt }}{% if duration %} y duró {{ duration }}{% endif %}.{% endif %}';
const REVIEW = '{% if reviewBy %} antes de las {{ reviewBy }}{% endif %}';
const SPAN =
  '{% if startedAt and resolvedAt %}Desde las {{ startedAt }} hasta las {{ resolvedAt }} no{% else %}No{% endif %} pudo usar {{ components }} con normalidad';
const FOR_LONG =
  'No pudo usar {{ components }} con normalidad{% if duration %} durante {{ duration }}{% endif %}';
const AMOUNT =
  'un crédito{% if creditAmount %} de **{{ creditAmount }}**{% endif %}{% if creditPeriod %} por {{ creditPeriod }}{% endif %}';
const READ = '{% if postmortemUrl %}: [léalo aquí]({{ postmortemUrl }}){% endif %}';
const ANSWER =
  'Cinco preguntas, un minuto más o menos{% if surveyUrl %}: [responda aquí]({{ surveyUrl }}){% endif %}.';
const ENDS = '{% if endsAt %} y terminan a las {{ endsAt }}{% endif %}';
const WINDOW =
  '{% if startsAt and endsAt %}Desde las {{ startsAt }} hasta las {{ endsAt }} trabajaremos{% elsif startsAt %}A partir de las {{ startsAt }} trabajaremos{% else %}Trabajaremos{% endif %} en {{ components }}.';
const ENDED = '{% if resolvedAt %} a las {{ resolvedAt }}{% endif %}';
const PLANNED = '{% if startsAt %} para las {{ startsAt }}{% endif %}';

const JOIN =
  '{% if questionsAt %}Las responderemos en directo a las {{ questionsAt }}{% if questionsUrl %}: [participe aquí]({{ questionsUrl }}){% endif %}.{% elsif questionsUrl %}Puede plantearlas aquí: [pregúntenos]({{ questionsUrl }}).{% else %}Escríbanos.{% endif %}';
const FORMER = '{% if formerEndsAt %} Iban a terminar a las {{ formerEndsAt }}.{% endif %}';
const NEW_END = '{% if endsAt %} Ahora terminan a las {{ endsAt }}.{% endif %}';
const WORK =
  '{% if startsAt and endsAt %}Trabajos previstos desde las {{ startsAt }} hasta las {{ endsAt }}. {% endif %}';
const TIMES =
  '{% unless startsAt %}{% if startedAt %}Comenzó a las {{ startedAt }}. {% endif %}{% if resolvedAt %}Terminó a las {{ resolvedAt }}. {% endif %}{% if duration %}Duración: {{ duration }}. {% endif %}{% endunless %}';
const KNOWN = `{% if resolvedAt %}Ya ha terminado: puede usar de nuevo {{ components }}. {% else %}{{ whatUsersSee }} {% endif %}${WORK}${TIMES}{% unless startsAt %}{{ whoIsAffected }} ${CAUSE}${CHECKS}{% endunless %}`;
const MORE =
  '**Cuándo sabrá más.** {% if nextUpdateBy %}Próxima actualización antes de las {{ nextUpdateBy }}.{% else %}En cuanto algo cambie, en la página de estado.{% endif %}{% if incidentUrl %} {{ incidentUrl }}{% endif %}';
const NO_PROMISE =
  '**Qué no prometer.** {% if startsAt %}{% if endsAt %}Ningún otro final que el de las {{ endsAt }}.{% else %}Ninguna hora de finalización.{% endif %}{% elsif resolvedAt %}Ningún crédito antes de que se apruebe{% unless cause %}, ni ninguna causa: todavía no la conocemos{% endunless %}.{% else %}Ninguna hora de finalización, ni ningún crédito antes de que se apruebe{% unless cause %}; tampoco ninguna causa: todavía no la conocemos{% endunless %}.{% endif %}';
const SO_FAR =
  '{% unless startsAt %}{% unless resolvedAt %}{{ action }} {{ workaround }}{% endunless %}{% endunless %}';

const plain: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Lamentamos que no pueda usar {{ components }} con normalidad.${NEXT}`,
  'update/identified': `Hemos encontrado la causa. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${NEXT}`,
  'update/monitoring': `La reparación está hecha y ya debería poder usar de nuevo {{ components }}. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Si todavía ve errores, escríbanos.${NEXT}`,
  'update/resolved': `${BACK}${LASTED} ${CAUSE}{{ dataStatement }}\n\nLamentamos que no haya podido usar {{ components }} con normalidad. Publicaremos nuestro informe aquí${REVIEW}. Gracias a quienes esperaron y nos escribieron.${NOTE}`,
  no_change: `Sin cambios${UNCHANGED}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Lamentamos que todavía no pueda usar {{ components }} con normalidad.${NEXT}`,
  relapse: `El fallo ha vuelto. {{ whatUsersSee }} {{ whoIsAffected }} Dimos la reparación por terminada demasiado pronto y lamentamos que no pueda usar {{ components }} con normalidad.\n\n{{ action }} {{ workaround }}${NEXT}`,
  correction: `**Corrección:** {% if wrote %}antes escribimos: «{{ wrote }}» No era cierto. {% endif %}{{ correct }} Lamentamos haber publicado algo incorrecto.${NEXT}`,
  apology: `${SPAN}. El fallo fue nuestro y lamentamos haber interrumpido su trabajo.\n\n{% if cause %}Qué ocurrió: {{ cause }} {% endif %}{% if lessons %}Qué cambiamos: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nLa historia completa: [nuestro informe]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nPublicaremos nuestro informe antes de las {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `Nuestro informe sobre «{{ title }}» está listo${READ}. Cuenta qué ocurrió, qué supuso para usted y qué cambiamos.${LESSONS}\n\nLamentamos el tiempo que perdió. Si algo está mal o falta, escríbanos.${NOTE}`,
  credit: `${FOR_LONG}, y lo lamentamos. Por ello recibe ${AMOUNT}.\n\nNo tiene que solicitarlo. Si el importe le parece incorrecto, escríbanos.${NOTE}`,
  survey: `Le afectó una interrupción de nuestro servicio: {{ title }}{% if duration %} (duró {{ duration }}){% endif %}. ¿Cómo la gestionamos? ${ANSWER}\n\nLeemos cada respuesta y publicamos los resultados.${NOTE}`,
  questions: `Quizá tenga preguntas sobre «{{ title }}». ${JOIN}\n\nRespondemos en público lo que otros también quieran saber. Lo que todavía no sepamos, lo diremos.${NOTE}`,
  'maintenance/scheduled': `${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Un recordatorio. ${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `Los trabajos previstos en {{ components }} han comenzado${ENDS}. {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `Los trabajos previstos en {{ components }} duran más de lo que dijimos.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nLamentamos que tenga que esperar más tiempo.${NEXT}`,
  'maintenance/verifying': `Los trabajos previstos en {{ components }} están hechos. Estamos comprobando que pueda usar todo como antes. Si algo sigue sin funcionar, escríbanos.${NOTE}`,
  'maintenance/completed': `Los trabajos previstos en {{ components }} terminaron${ENDED}. Puede usar de nuevo {{ components }} con normalidad. Gracias por tenerlo en cuenta.${NOTE}`,
  'maintenance/cancelled': `Los trabajos en {{ components }} previstos${PLANNED} no se realizarán. No tiene que hacer nada. Si hay una nueva fecha, la anunciaremos aquí.${NOTE}`,
  support_script: `**Qué se sabe.** ${KNOWN}\n\n**Qué puede decir.** {% if startsAt %}«Estamos realizando trabajos previstos en {{ components }}. {{ reason }} {{ whatToDo }}»{% elsif resolvedAt %}«${BACK} Lamento que no haya podido hacerlo con normalidad. {{ dataStatement }}»{% else %}«Lamento que no pueda usar {{ components }} con normalidad. {{ action }} {{ workaround }}»{% endif %}\n\n${NO_PROMISE} Si no conoce una respuesta, dígalo y traslade la pregunta.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**: {{ phase }}. ${KNOWN}${SO_FAR}\n\n${MORE}\n\nResponda a los clientes con la guía de soporte y deje las palabras públicas a quienes escriben la página de estado.${NOTE}`,
};

const formal: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Le pedimos disculpas porque no puede usar {{ components }} con normalidad.${FORMAL_NEXT}`,
  'update/identified': `Hemos identificado la causa. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${FORMAL_NEXT}`,
  'update/monitoring': `Hemos completado la reparación y ya debería poder usar de nuevo {{ components }}. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Le rogamos que nos comunique los errores que todavía observe.${FORMAL_NEXT}`,
  'update/resolved': `${BACK}${LASTED} ${CAUSE}{{ dataStatement }}\n\nLe pedimos disculpas porque no pudo usar {{ components }} con normalidad. Publicaremos nuestro informe en esta página${REVIEW}. Agradecemos la ayuda de quienes nos comunicaron el incidente.${NOTE}`,
  no_change: `No hay cambios${UNCHANGED}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Le pedimos disculpas porque todavía no puede usar {{ components }} con normalidad.${FORMAL_NEXT}`,
  relapse: `El fallo se ha repetido. {{ whatUsersSee }} {{ whoIsAffected }} Declaramos completada la reparación demasiado pronto. Le pedimos disculpas porque no puede usar {{ components }} con normalidad.\n\n{{ action }} {{ workaround }}${FORMAL_NEXT}`,
  correction: `**Corrección:** {% if wrote %}anteriormente indicamos: «{{ wrote }}» Esa información era incorrecta. {% endif %}{{ correct }} Le pedimos disculpas por haber publicado un dato incorrecto.${FORMAL_NEXT}`,
  apology: `${SPAN}. La responsabilidad es nuestra. Le pedimos disculpas por haber interrumpido su trabajo.\n\n{% if cause %}Qué ocurrió: {{ cause }} {% endif %}{% if lessons %}Qué cambiamos: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nNuestro informe completo: [léalo aquí]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nPublicaremos nuestro informe antes de las {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `Hemos publicado nuestro informe sobre «{{ title }}»${READ}. Expone qué ocurrió, cómo le afectó y qué medidas tomamos.${LESSONS}\n\nLe pedimos disculpas por el tiempo perdido. Le rogamos que nos escriba si encuentra algún error en él.${NOTE}`,
  credit: `${FOR_LONG}, y le pedimos disculpas por ello. Conforme a su contrato recibe ${AMOUNT}.\n\nNo es necesario solicitarlo. Le rogamos que nos escriba si considera que el importe es incorrecto.${NOTE}`,
  survey: `Le afectó el incidente «{{ title }}»{% if duration %}, que duró {{ duration }}{% endif %}. Nos gustaría saber cómo valora nuestra gestión. ${ANSWER}\n\nLeemos cada respuesta y publicamos los resultados.${NOTE}`,
  questions: `Es posible que tenga preguntas sobre «{{ title }}». ${JOIN}\n\nResponderemos en público las que también interesen a otros clientes e indicaremos lo que todavía no sepamos.${NOTE}`,
  'maintenance/scheduled': `Le informamos de unos trabajos programados. ${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Le recordamos nuestros trabajos programados. ${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `Los trabajos programados en {{ components }} se han iniciado${ENDS}. {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `Los trabajos programados en {{ components }} requieren más tiempo del anunciado.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nLe pedimos disculpas porque tiene que esperar más tiempo.${FORMAL_NEXT}`,
  'maintenance/verifying': `Hemos completado los trabajos programados en {{ components }} y estamos comprobando que pueda usar todo como antes. Le rogamos que nos comunique lo que no funcione.${NOTE}`,
  'maintenance/completed': `Los trabajos programados en {{ components }} finalizaron${ENDED}. Puede usar de nuevo {{ components }} con normalidad. Le agradecemos que los haya tenido en cuenta.${NOTE}`,
  'maintenance/cancelled': `Los trabajos en {{ components }} anunciados${PLANNED} no se realizarán. No tiene que hacer nada. Anunciaremos cualquier nueva fecha en esta página.${NOTE}`,
  support_script: `**Qué se sabe.** ${KNOWN}\n\n**Qué puede decir.** {% if startsAt %}«Estamos realizando trabajos programados en {{ components }}. {{ reason }} {{ whatToDo }}»{% elsif resolvedAt %}«${BACK} Le pedimos disculpas porque no pudo hacerlo con normalidad. {{ dataStatement }}»{% else %}«Le pedimos disculpas porque no puede usar {{ components }} con normalidad. {{ action }} {{ workaround }}»{% endif %}\n\n${NO_PROMISE} Si desconoce una respuesta, le rogamos que lo indique y traslade la pregunta.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**: {{ phase }}. ${KNOWN}${SO_FAR}\n\n${MORE}\n\nLe rogamos que use la guía de soporte para responder a los clientes. Las declaraciones públicas se hacen únicamente en la página de estado.${NOTE}`,
};

const warm: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\nVino aquí porque tenía algo que hacer, y lamentamos que no pueda usar {{ components }} con normalidad. {{ action }} {{ workaround }}${WARM_NEXT}`,
  'update/identified': `Ya sabemos qué falló. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${WARM_NEXT}`,
  'update/monitoring': `Inténtelo de nuevo, por favor: la reparación está hecha y ya debería poder usar {{ components }}. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Si todavía ve errores, queremos saberlo.${WARM_NEXT}`,
  'update/resolved': `${BACK}${LASTED} ${CAUSE}{{ dataStatement }}\n\nLamentamos el tiempo que perdió sin poder usar {{ components }}. Aquí contaremos qué ocurrió y qué cambiamos{% if reviewBy %}, antes de las {{ reviewBy }}{% endif %}. Gracias a quienes nos escribieron: nos ayudó.${NOTE}`,
  no_change: `Nos gustaría traerle mejores noticias: sin cambios${UNCHANGED}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Lamentamos que tenga que seguir esperando.${WARM_NEXT}`,
  relapse: `El fallo ha vuelto, y sabemos cómo suena esto después de nuestro último mensaje. {{ whatUsersSee }} {{ whoIsAffected }} Dimos la reparación por terminada demasiado pronto y lamentamos que no pueda usar {{ components }} con normalidad.\n\n{{ action }} {{ workaround }}${WARM_NEXT}`,
  correction: `**Corrección:** {% if wrote %}le dijimos: «{{ wrote }}» No era cierto. {% endif %}{{ correct }} Usted confía en lo que escribimos, y lamentamos haber publicado algo incorrecto.${WARM_NEXT}`,
  apology: `${SPAN}. Usted tenía planes para ese tiempo. Le fallamos, y lamentamos haber interrumpido su trabajo.\n\n{% if cause %}Qué ocurrió: {{ cause }} {% endif %}{% if lessons %}Qué cambiamos: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nLa historia completa: [nuestro informe]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nPublicaremos nuestro informe antes de las {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `Quizá quiera saber qué hubo detrás de «{{ title }}». Nuestro informe está listo${READ}. Cuenta qué ocurrió, qué supuso para usted y qué cambiamos.${LESSONS}\n\nLamentamos el tiempo que perdió. Si algo no coincide con lo que usted vio, escríbanos.${NOTE}`,
  credit: `${FOR_LONG}, y lo lamentamos. El dinero no devuelve el tiempo, pero no es usted quien debe pagarlo: recibe ${AMOUNT}.\n\nNo tiene que solicitarlo. Si el importe le parece incorrecto, escríbanos.${NOTE}`,
  survey: `El incidente «{{ title }}» le hizo perder tiempo{% if duration %}: duró {{ duration }}{% endif %}. ¿Le atendimos bien mientras tanto? ${ANSWER}\n\nCada respuesta la lee una persona, y publicamos los resultados.${NOTE}`,
  questions: `Puede que «{{ title }}» le haya dejado preguntas, y nos gustaría responderlas. ${JOIN}\n\nRespondemos en público, para que nos lea todo el mundo. Si todavía no sabemos algo, también se lo diremos.${NOTE}`,
  'maintenance/scheduled': `Para que pueda organizarse con tiempo, le avisamos de unos trabajos. ${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Se lo recordamos para que no le tome por sorpresa. ${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `Los trabajos en {{ components }} de los que le avisamos han comenzado${ENDS}. {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `Le dimos una hora y necesitamos más tiempo para los trabajos en {{ components }}.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nUsted se organizó según nuestro primer aviso, y lamentamos que tenga que esperar más tiempo.${WARM_NEXT}`,
  'maintenance/verifying': `Los trabajos en {{ components }} están hechos. Nos estamos asegurando de que pueda usar todo como antes. Si algo sigue sin funcionarle, díganoslo.${NOTE}`,
  'maintenance/completed': `Los trabajos en {{ components }} terminaron${ENDED}. Puede usar de nuevo {{ components }} con normalidad. Gracias por haberse organizado en torno a ellos.${NOTE}`,
  'maintenance/cancelled': `Habíamos previsto trabajos en {{ components }}${PLANNED}. No se realizarán, y no tiene que hacer nada. Si fijamos una nueva fecha, se lo diremos aquí.${NOTE}`,
  support_script: `**Qué se sabe.** ${KNOWN}\n\n**Qué puede decir.** Escuche primero qué quería hacer la persona y repítaselo con sus palabras. Después: {% if startsAt %}«Estamos realizando trabajos previstos en {{ components }} y entiendo que le complican el día. {{ reason }} {{ whatToDo }}»{% elsif resolvedAt %}«${BACK} Lamento el tiempo que perdió sin poder usarlo. {{ dataStatement }}»{% else %}«Lamento que no pueda usar {{ components }} justo cuando le hace falta. {{ action }} {{ workaround }}»{% endif %}\n\n${NO_PROMISE} «Todavía no lo sé, voy a preguntarlo» es una buena respuesta.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**: {{ phase }}. {% unless resolvedAt %}Esto es lo que encuentran nuestros clientes: {% endunless %}${KNOWN}${SO_FAR}\n\n${MORE}\n\nGracias por dejar trabajar con calma a quienes lo están reparando. Para los clientes tenemos la guía de soporte; para todo el mundo, las mismas palabras en la página de estado.${NOTE}`,
};

const technical: Bodies = {
  'update/investigating': `{{ whatUsersSee }} {% if startedAt %}Inicio: {{ startedAt }}. {% endif %}${CHECKS}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Lamentamos que no pueda usar {{ components }} con normalidad.${NEXT}`,
  'update/identified': `Causa identificada. ${CAUSE}{{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${NEXT}`,
  'update/monitoring': `La corrección está desplegada; las solicitudes a {{ components }} deberían completarse de nuevo. ${CHECKS}{{ whoIsAffected }}\n\n{{ action }} Si todavía ve errores, envíenos un identificador de solicitud y la hora.${NEXT}`,
  'update/resolved': `${BACK}{% if startedAt %} Inicio: {{ startedAt }}.{% endif %}{% if duration %} Duración: {{ duration }}.{% endif %} ${CAUSE}${CHECKS}{{ dataStatement }}\n\nLamentamos que fallaran solicitudes y se interrumpieran procesos. Publicaremos nuestro informe aquí${REVIEW}. Gracias a quienes aportaron detalles.${NOTE}`,
  no_change: `Sin cambios${UNCHANGED}. {{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }}${DETAIL}\n\n{{ action }} {{ workaround }} Lamentamos que todavía no pueda usar {{ components }} con normalidad.${NEXT}`,
  relapse: `El fallo ha vuelto. {{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }} Cerramos el incidente demasiado pronto y lamentamos que no pueda usar {{ components }} con normalidad.\n\n{{ action }} {{ workaround }}${NEXT}`,
  correction: `**Corrección:** {% if wrote %}nuestra afirmación anterior, «{{ wrote }}», no concuerda con nuestros datos. {% endif %}{{ correct }} Lamentamos haber publicado un dato incorrecto.${NEXT}`,
  apology: `${SPAN}. El fallo fue nuestro. Lamentamos las solicitudes fallidas y el trabajo que interrumpieron.\n\n{% if cause %}Causa: {{ cause }} {% endif %}{% if lessons %}Cambios: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nDetalles: [nuestro informe]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nPublicaremos nuestro informe antes de las {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `Nuestro informe sobre «{{ title }}» está listo${READ}. Contiene la cronología, los factores que contribuyeron, el impacto en cifras y nuestras acciones con sus fechas.${LESSONS}\n\nLamentamos las solicitudes fallidas y el tiempo que le costaron. Si sus propias mediciones difieren, envíenoslas.${NOTE}`,
  credit: `${FOR_LONG}, y lo lamentamos. Según su contrato recibe ${AMOUNT}.\n\nNo tiene que solicitarlo. El extracto muestra cómo lo calculamos; si sus mediciones difieren, envíenoslas.${NOTE}`,
  survey: `Le afectó el incidente «{{ title }}»{% if duration %} (duración: {{ duration }}){% endif %}. ¿Le sirvieron nuestros mensajes para gestionar el incidente por su parte? ${ANSWER}\n\nLeemos cada respuesta y publicamos los resultados con sus intervalos.${NOTE}`,
  questions: `Las preguntas sobre «{{ title }}», también las técnicas, son bienvenidas. ${JOIN}\n\nRespondemos en público, con datos cuando los tenemos; cuando no los tenemos, lo decimos.${NOTE}`,
  'maintenance/scheduled': `{% if startsAt %}Inicio: {{ startsAt }}. {% endif %}{% if endsAt %}Fin: {{ endsAt }}. {% endif %}Componentes: {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Recordatorio. {% if startsAt %}Inicio: {{ startsAt }}. {% endif %}{% if endsAt %}Fin: {{ endsAt }}. {% endif %}Componentes: {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `Los trabajos previstos en {{ components }} han comenzado{% if endsAt %}; la ventana termina a las {{ endsAt }}{% endif %}. {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `La ventana de los trabajos previstos en {{ components }} se amplía.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nLamentamos que tenga que esperar más tiempo.${NEXT}`,
  'maintenance/verifying': `Los trabajos previstos en {{ components }} están hechos y nuestras comprobaciones están en marcha: ya debería poder usar todo como antes. Si alguna solicitud sigue fallando, escríbanos.${NOTE}`,
  'maintenance/completed': `Los trabajos previstos en {{ components }} terminaron${ENDED}. ${CHECKS}Puede usar de nuevo {{ components }} con normalidad.${NOTE}`,
  'maintenance/cancelled': `Los trabajos en {{ components }} previstos${PLANNED} no se realizarán. No tiene que hacer nada. Anunciaremos aquí cualquier nueva ventana de mantenimiento.${NOTE}`,
  support_script: `**Qué se sabe.** ${KNOWN}\n\n**Qué puede decir.** {% if startsAt %}«Estamos realizando trabajos previstos en {{ components }} durante esta ventana. {{ reason }} {{ whatToDo }}»{% elsif resolvedAt %}«${BACK} Lamento que no haya podido hacerlo con normalidad. {{ dataStatement }}»{% else %}«Lamento que no pueda usar {{ components }} con normalidad. {{ action }} {{ workaround }}»{% endif %}\n\n${NO_PROMISE} {% unless startsAt %}Pida un identificador de solicitud y la hora de una solicitud fallida. {% endunless %}Si no conoce una respuesta, dígalo y traslade la pregunta.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**: {{ phase }}. Componentes: {{ components }}. ${KNOWN}${SO_FAR}\n\n${MORE}\n\nClientes: guía de soporte. Mensajes públicos: únicamente la página de estado.${NOTE}`,
};

export const ES_BODIES: Readonly<Record<Tone, Bodies>> = { plain, formal, warm, technical };
