/** Spanish: how claims are made in real messages. */
import { type Lexicon, w } from './lexicon.ts';
import { linksOf } from './links.ts';

const PEOPLE =
  '(?:clientes?|usuari[oa]s?|personas?|cuentas?|equipos?|empresas?|organizaciones|visitantes?|tiendas?|comercios?|suscriptores|miembros?|solicitudes|peticiones|pedidos?|pagos?|mensajes?|dispositivos?|llamadas?|sitios?|regiones)';
const ADV =
  '(?:(?:ya|ahora|de nuevo|nuevamente|otra vez|todos|todas|totalmente|completamente|plenamente|por completo|también|actualmente|siempre|finalmente) )*';
const TROUBLE =
  '(?:incidente|incidencia|problema|interrupción|fallo|avería|caída|error|perturbación|degradación)(?:e?s)?';
const DONE = '(?:resuelt|solucionad|corregid|reparad|arreglad|terminad|cerrad|finalizad|subsanad)[oa]s?';
const HIT = '(?:afectad|impactad)[oa]s?';
const THE = '(?:el |la |los |las |este |esta |estos |ese |esa |nuestro |nuestra )';
const PROPERTY = '(?:datos?|pedidos?|mensajes?|archivos?|ficheros?|pagos?|cambios?|documentos?|correos?)';
const NUMBERS: Record<string, number> = {
  un: 1,
  una: 1,
  uno: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  quince: 15,
  veinte: 20,
  treinta: 30,
  media: 0.5,
};
const N = `(?:\\d+(?:[.,]\\d+)?|${Object.keys(NUMBERS).join('|')})`;
const UNIT = '(?:segundos?|minutos?|min|horas?|h|días?)(?![\\p{L}])';

export const ES: Lexicon = {
  label: w(`(?:no )?${HIT}`, 'estado|alcance'),
  clauseBreak:
    /[;—–]\s|,?\s(?:pero|mientras(?: que)?|aunque|sin embargo|no obstante|sino)\s|,? y (?=(?:nosotros|usted|todo|todos|nadie|ningún)(?!\p{L}))/iu,
  conditional: w(
    'si',
    'cuando',
    'en cuanto',
    'tan pronto como',
    'una vez',
    'hasta que|antes de que|para que|a fin de que|siempre que|a menos que|a que|sin que',
    'hasta (?:decir|que)',
    'como si',
    'en caso de',
  ),
  future: w(
    '(?:será|serán|estará|estarán|sería|serían|debería|deberían|podría|podrían|va|van|vamos) ?(?:a)?',
    'esper\\p{L}+',
    'confi(?:amos|ar|o)',
    'prev\\p{L}+',
    '(?:trabajamos|trabajando|seguimos trabajando) (?:para|en|por)',
    'para',
    'intentamos|tratamos|queremos|deseamos',
    '(?:comproba|verifica|confirma|proba)(?:mos|ndo) (?:que|si)',
    'estim\\p{L}+',
    'pronto|próximamente|en breve',
    'debe|deben|tiene que',
    'demasiado pronto',
  ),
  negation: w('no|nunca|jamás|tampoco|ni|sin|nadie|nada|ningun[oa]?|ningún|apenas', 'lejos', 'a punto'),
  partly: w(
    'en parte|parcialmente|casi|prácticamente|en su mayoría|mayormente',
    `(?:algun[oa]s|unos pocos|vari[oa]s|la mayoría de|much[oa]s|una parte de) (?:l[oa]s )?(?:\\p{L}+ )?${PEOPLE}`,
    'una parte de(?:l)?',
    'para (?:algun[oa]s|much[oa]s|la mayoría|una parte)',
    '\\d+ ?(?:%|por ciento)',
  ),
  partlyAfter:
    /^[\s,]*(?:para|en) (?:algun[oa]s|much[oa]s|la mayoría|una parte|\d)|^[\s,]*(?:en parte|a medias)/iu,
  reported: w(
    '(?:escribimos|dijimos|anunciamos|indicamos|publicamos|creíamos|pensábamos|suponíamos|informamos)(?: de)? que',
    '(?:habíamos|hemos) (?:\\p{L}+ ){0,2}(?:escrito|dicho|anunciado|indicado|publicado|informado)',
    '(?:nuestro|el) (?:último|anterior|primer) (?:aviso|mensaje) (?:decía|indicaba|anunciaba|afirmaba)',
    'al contrario de',
  ),
  overSince: /^[^.;]{0,40}?\b(?:hasta|antes de)(?!\p{L})/iu,
  past: w('era|eran|estaba|estaban|había|habían', 'fue|fueron', '(?:se )?(?:vio|vieron)', '(?:ha|han) sido'),
  correction:
    /(?<![\p{L}])(?:corrección|rectificación|fe de erratas)\s*(?::|\(|–|—|-|de)|(?<![\p{L}])(?:antes |por error )(?:escribimos|dijimos|anunciamos)|(?<![\p{L}])(?:eso|esto|ello)? ?(?:era|fue|es) (?:falso|incorrecto|un error|erróneo)/iu,
  movement: w(
    'ahora|ya|entretanto|desde entonces|mientras tanto',
    'también|además',
    'ya no',
    'aument\\p{L}+|dismin\\p{L}+|baj\\p{L}+|extend\\p{L}+|reduc\\p{L}+',
    'todavía|aún|sigue\\p{L}*',
    'más|menos|nuev[oa]s?',
    'de nuevo|otra vez|vuelve\\p{L}*',
  ),
  stillFails: w(
    '(?:sigue|siguen|continúa|continúan)(?: \\p{L}+)? (?:fallando|sin (?:funcionar|servicio|respuesta)|caíd[oa]s?|lent[oa]s?|indisponibles?|interrumpid[oa]s?|con errores|afectad[oa]s?)',
    '(?:todavía|aún) (?:no|falla\\p{L}*|hay errores)',
    'no \\p{L}+ (?:todavía|aún)',
  ),
  relapse: w(
    '(?:vuelve|vuelven|volvió|volvieron|ha vuelto|han vuelto) a (?:fallar|caer|caerse|dar errores|estar caíd[oa])',
    '(?:falla|fallan|caíd[oa]s?|indisponibles?) (?:de nuevo|otra vez)',
    'recaída',
    'reaparec\\p{L}+',
  ),
  wellEverything: w(
    `tod[oa]s (?:l[oa]s |nuestr[oa]s )?(?:nuestr[oa]s |demás |otr[oa]s )?(?:sistemas|servicios|componentes|funciones|regiones|productos) (?:están|funcionan|operan|han sido|vuelven a)(?: a)? ?${ADV}(?:operativ[oa]s|con normalidad|normalmente|correctamente|disponibles|restablecid[oa]s|accesibles|funcionar|estar|en línea|de nuevo|bien)`,
    'todo (?:funciona|marcha)(?: (?:de nuevo|otra vez|con normalidad|bien|correctamente))?',
    `todo (?:está|ha vuelto|ha sido|volvió) ${ADV}(?:restablecido|a la normalidad|normal|en orden|operativo|resuelto|bien|disponible)`,
    'todo vuelve a (?:funcionar|estar)',
    'todo lo demás funciona',
  ),
  wellIncident: w(
    '(?:totalmente|completamente|plenamente) (?:operativ|restablecid|resuelt|corregid|solucionad|reparad|recuperad|funcional|disponible)\\p{L}*',
    '(?:restablecid|resuelt|corregid|solucionad|recuperad)[oa]s? (?:por completo|del todo|totalmente|completamente)',
    `${THE}(?:\\p{L}+ ){0,2}?${TROUBLE}(?: (?:de|del|con|en|que afectaba a)(?: [\\p{L}'-]+){1,4}?)? (?:está|están|ha sido|han sido|fue|fueron|quedó|queda|ha quedado|han quedado|se ha|se han) ${ADV}(?:${DONE}|superad[oa]s?)`,
    `${THE}(?:\\p{L}+ ){0,2}?${TROUBLE} (?:ha terminado|terminó|ha acabado|acabó|ha finalizado|finalizó|ha concluido|concluyó)`,
    `hemos ${ADV}(?:resuelto|solucionado|corregido|reparado|arreglado) ${THE}(?:\\p{L}+ ){0,2}?${TROUBLE}`,
    `(?:el servicio|el acceso|el sitio|la aplicación|la plataforma|el funcionamiento|la situación) (?:está|ha sido|se ha|ha) ${ADV}(?:restablecido|restablecida|recuperado|recuperada|vuelto a la normalidad|normal|operativo|operativa)`,
    '(?:ha vuelto|han vuelto|volvió|volvieron|vuelta|de vuelta) a la normalidad',
    '(?:puede|pueden)(?: ya)? volver a (?!fallar)[^.;,]{1,60}',
    '(?:puede|pueden)(?: ya| ahora)* [^.;,]{1,50} (?:de nuevo|otra vez|con normalidad|como siempre)',
    '^\\W*(?:resuelto|solucionado|corregido|restablecido)(?=\\W|$)',
  ),
  wellNamed: w(
    `(?:está|están|ha sido|han sido|fue|fueron|se ha|se han) ${ADV}(?:disponible|operativ|restablecid|accesible|reparad|restaurad|recuperad|en línea|estable|corregid|funcionando)\\p{L}*`,
    '(?:funciona|funcionan|opera|operan|marcha|marchan)(?: \\p{L}+){0,2}? (?:de nuevo|otra vez|con normalidad|normalmente|correctamente|como siempre|sin (?:problema|error|interrupci)\\p{L}*)',
    '(?:vuelve|vuelven|volvió|volvieron|ha vuelto|han vuelto) a (?:funcionar|estar disponibles?|operar)',
    '(?:funciona|funcionan)(?=[.!]|$)',
  ),
  closerProblem: w(`(?:el|la|un|una|este|esta|nuestro) ${TROUBLE} (?:de|del|con|en)`),
  noLongerAffected: w(`ya no (?:está|están) ${HIT}`),
  unaffected: w(
    'no (?:presenta|tiene|registra|muestra|sufre)n? (?:problemas|fallos|incidencias|errores)',
    `no (?:está|están|estaba|estaban|ha sido|han sido|fue|fueron)(?: \\p{L}+)? ${HIT}`,
    `no (?:se )?(?:vio|vieron|ha visto|han visto)(?: \\p{L}+)? ${HIT}`,
    `no (?:se )?(?:ve|ven|resulta|resultan|queda|quedan)(?: \\p{L}+)? ${HIT}`,
    '(?:no (?:tiene|tienen|presenta|presentan)|sin) (?:\\p{L}+ )?(?:problemas?|fallos?|errores|incidencias?)',
    `(?:no|sin) ${HIT}`,
    '(?:sigue|siguen|permanece|permanecen) (?:\\p{L}+ )?(?:disponible|accesible|operativ)\\p{L}*',
  ),
  unaffectedOf: w(
    '(?:ningún|sin) (?:\\p{L}+ )?(?:impacto|efecto|consecuencia)s?(?: (?:en|sobre|para))?',
    'no (?:afecta|afectan|afectó|impacta)(?: a)?',
  ),
  onlyThese: w(
    `(?:solo|sólo|solamente|únicamente)(?= [^.;,]{1,60} (?:está|están|estaba|estaban|ha sido|han sido) (?:\\p{L}+ )?${HIT})`,
    '(?:afecta|afectan|afectó) (?:solo|sólo|solamente|únicamente|exclusivamente)',
    '(?:se )?(?:limita|limitan|restringe|limitad[oa]s?|restringid[oa]s?) (?:a|al)',
    `(?:está|están) ${HIT} (?:solo|sólo|solamente|únicamente)`,
  ),
  others: w(
    '(?:tod[oa]s |ningún |ninguna )?(?:l[oa]s )?(?:demás|otr[oa]s|otro|otra) (?:sistemas?|servicios?|componentes?|funci(?:ones|ón)|regi(?:ones|ón)|productos?|países|clientes?|usuarios?)',
    'todo lo demás|el resto',
    'nada más|nadie más',
  ),
  outsideOf: w('fuera de(?:l)?', 'salvo|excepto', 'a excepción de', 'aparte de'),
  including: w('incluid[oa]s?', 'entre ell[oa]s'),
  fully: /^(?:totalmente|completamente|plenamente)/iu,
  subject:
    /(?:^|[\s,(])(?:el |la |los |las |nuestr[oa]s? |su |sus )([\p{L}\d' -]{2,60}?) (?:está|están|ha sido|han sido|fue|fueron)(?: \p{L}+){0,3} *$/iu,
  generic: w(
    `(?:${TROUBLE}|servicios?|sistemas?|plataforma|sitio|aplicación|acceso|funci(?:ón|ones)|disponibilidad|infraestructura|componentes?|regi(?:ón|ones)|red|situación|todo)`,
  ),
  failure: w(
    HIT,
    'afecta\\p{L}*',
    'no (?:se )?(?:puede|pueden|pudo|pudieron|podía|podían|logra\\p{L}*|consigue\\p{L}*|funciona\\p{L}*|carga\\p{L}*)',
    'nadie (?:puede|logra|consigue)|ning(?:ún|una) \\p{L}+ (?:puede|logra|consigue)',
    'caíd[oa]s?|fuera de servicio|indisponibles?|inaccesibles?|interrumpid[oa]s?|sin (?:servicio|funcionar)',
    'fall[aóo]\\p{L}*',
    'errores?',
    'lent[oa]s?|lentitud|retrasos?|demoras?',
  ),
  few: w(
    '(?:una? )?(?:muy |relativamente )?(?:pequeñ[oa]|reducid[oa]|escas[oa]|mínim[oa]|baj[oa]) (?:número|parte|grupo|proporción|porcentaje|cantidad|fracción)(?: de)?',
    `(?:unos pocos|unas pocas|poc[oa]s|un puñado de|contad[oa]s)(?: \\p{L}+)? ${PEOPLE}`,
    'una minoría',
  ),
  some: w(
    `(?:algun[oa]s|vari[oa]s|ciert[oa]s|una parte de)(?: (?:l[oa]s|nuestr[oa]s|sus))?(?: \\p{L}+)? ${PEOPLE}`,
  ),
  most: w(`(?:la mayoría de|much[oa]s|buena parte de)(?: (?:l[oa]s|nuestr[oa]s))?(?: \\p{L}+)? ${PEOPLE}`),
  all: w(
    `tod[oa]s(?: (?:l[oa]s|nuestr[oa]s|sus))* (?:\\p{L}+ )?${PEOPLE}`,
    `ning(?:ún|una) ${PEOPLE}`,
    'todo el mundo',
    'nadie(?= (?:puede|logra|consigue|ha))',
  ),
  share: new RegExp(
    `(?<![\\d:.,])(?:(?<percent>\\d{1,3}(?:[.,]\\d+)?)\\s?(?:%|por ciento)|(?<n>\\d+|uno|una|dos) (?:${PEOPLE} )?(?:de cada|sobre) (?<of>\\d+|dos|tres|cuatro|cinco|diez|veinte|cien)|(?<word>un tercio|la mitad|una cuarta parte|dos tercios|una décima parte))(?: (?:de|del|los|las|nuestros|nuestras|sus))* ?(?:${PEOPLE})?(?!\\p{L})`,
    'iu',
  ),
  shareOf: ({ percent, n, of, word }) => {
    if (percent) return Number(percent.replace(',', '.')) / 100;
    if (n && of) return ES.number(n) / (of === 'cien' ? 100 : ES.number(of));
    const words: Record<string, number> = {
      'un tercio': 1 / 3,
      'la mitad': 1 / 2,
      'una cuarta parte': 1 / 4,
      'dos tercios': 2 / 3,
      'una décima parte': 1 / 10,
    };
    return words[(word ?? '').toLowerCase()] ?? Number.NaN;
  },
  since:
    /(?<![\p{L}])(?:desde|a partir de|(?:comenzó|empezó|inició|comenzaron)(?: a)?|dej(?:ó|aron) de (?:funcionar|responder)(?: a)?|inicio\s?:?)\s*(?:aproximadamente |alrededor de |hacia |el |ayer )*(?:\d{1,2} de \p{L}+(?: de \d{4})?,? ?(?:a )?)?(?:las? )?$/iu,
  notTheStart: w(
    '(?:sin|no (?:hay|hubo|ha habido)|ningún) (?:\\p{L}+ )?(?:cambios?|novedad\\p{L}*|errores?|avisos?)',
    'nada (?:\\p{L}+ )?(?:cambi\\p{L}+|nuevo)|no ha(?:n)? cambiado',
    'funcion\\p{L}+|restablec\\p{L}+|resuelt\\p{L}+|corregid\\p{L}+|estables?|normal\\p{L}*|operativ\\p{L}+|disponibles?|recuper\\p{L}+',
    'de nuevo|otra vez|vuelve\\p{L}*',
    '(?:trabajamos|trabajando|investigamos|vigilamos|estamos)',
    'nuestros? equipos?',
    'mantenimiento|reinicio|despliegue',
  ),
  span: /(?:entre|desde|de)\s+(?:aproximadamente )?(?:las? )?$/iu,
  recoveredAt: w(
    'restablec\\p{L}+|resuelt\\p{L}+|corregid\\p{L}+|recuper\\p{L}+|de nuevo|vuelve\\p{L}*|volvi\\p{L}+|termin\\p{L}+|operativ\\p{L}+|disponibles?',
  ),
  ago: {
    lasting: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:desde hace|llevan?) (?:unos |unas |aproximadamente |cerca de |casi |más de |menos de |ya )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: y|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?)(?![\\p{L}])`,
      'iu',
    ),
    began: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:comenzó|empezó|inició|comenzaron|empezaron) hace (?:unos |unas |aproximadamente |cerca de |casi |más de |menos de |ya )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: y|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?)(?![\\p{L}])`,
      'iu',
    ),
    stopped: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:dejó|dejaron) de (?:funcionar|responder) hace (?:unos |unas |aproximadamente |cerca de |casi |más de |menos de |ya )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: y|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?)(?![\\p{L}])`,
      'iu',
    ),
  },
  lasted: new RegExp(
    `(?<![\\p{L}])(?:duró|dura|ha durado|duración\\s?:?|durante|en total)\\s*(?:de |en total )?(?<about>unos |unas |aproximadamente |cerca de |casi |más de |menos de )?(?<a>${N}) ?(?<unit>${UNIT})(?:(?: y|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?`,
    'iu',
  ),
  unitMinutes: (unit) => (/^d/i.test(unit) ? 1_440 : /^h/i.test(unit) ? 60 : /^s/i.test(unit) ? 1 / 60 : 1),
  about: w('unos|unas|aproximadamente|cerca|casi|más|menos'),
  number: (word) => Number(word.replace(',', '.')) || NUMBERS[word.toLowerCase()] || Number.NaN,
  estimate: w(
    'esper\\p{L}+|prev\\p{L}+|estim\\p{L}+|confiamos|debería|deberían|será|serán|estará|estarán|calcul\\p{L}+',
  ),
  estimateTime: w(
    'restablec\\p{L}+|resuelt\\p{L}+|corregid\\p{L}+|reparad\\p{L}+|disponibles?|normal\\p{L}*|terminad\\p{L}+|fin|operativ\\p{L}+|recuper\\p{L}+|funcion\\p{L}+|solucionad\\p{L}+',
  ),
  estimateExcuse: w(
    '(?:próxim[oa]|nuev[oa]|el|un|una|siguiente) (?:\\p{L}+ )?(?:aviso|mensaje|actualización|información|comunicado|informe|noticia)',
    '(?:informaremos|escribiremos|publicaremos|avisaremos|diremos|volveremos)',
    '(?:habíamos|hemos) (?:\\p{L}+ ){0,2}(?:previsto|estimado|esperado|anunciado|dicho)',
  ),
  checks:
    /(?<![\p{L}\d])(?<f>\d+|un[ao]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez) de (?:nuestr[oa]s |l[oa]s )?(?<t>\d+|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez) (?:\p{L}+ )?(?:comprobaciones|controles|monitores|sondas) (?:falla\p{L}*)/iu,
  noReports: w(
    'no hemos (?:\\p{L}+ )?recibido ning(?:ún|una) (?:\\p{L}+ )?(?:aviso|informe|reporte|queja|notificación|mensaje)',
    'no (?:hay|tenemos|constan) (?:\\p{L}+ )?(?:avisos|informes|reportes|quejas)(?: de \\p{L}+)?',
    '(?:nadie|ningún cliente|ningún usuario) (?:nos )?ha (?:avisado|informado|reportado|notificado)',
  ),
  further: w('nuev[oa]s?|otr[oa]s?|adicional\\p{L}*|más', 'desde'),
  monitorsGreen: w(
    '(?:nuestr[oa]s |tod[oa]s nuestr[oa]s |l[oa]s )?(?:comprobaciones|controles|monitores|sondas) (?:no (?:muestran|detectan|ven|señalan|encuentran) (?:\\p{L}+ )?(?:errores?|problemas?|fallos?|anomalías?|nada)|(?:están|salen) (?:tod[oa]s )?(?:en verde|bien|correctas|correctos|normales))',
    'tod[oa]s (?:nuestr[oa]s|l[oa]s) (?:comprobaciones|controles|monitores) (?:pasan|funcionan)',
  ),
  dataLost: w(
    `(?:algun[oa]s|vari[oa]s|\\d[\\d.,]*|una parte de l[oa]s) ${PROPERTY} (?:se )?(?:han perdido|se perdieron|perdieron|fueron (?:borrad|eliminad)[oa]s|han sido (?:borrad|eliminad)[oa]s)`,
    `se (?:han perdido|perdieron|borraron|han borrado) (?:algun[oa]s|vari[oa]s|\\d[\\d.,]*|una parte de l[oa]s) ${PROPERTY}`,
    'hubo (?:una )?pérdida de datos',
  ),
  dataKept: w(
    `(?:no se (?:ha perdido|perdió|han perdido|perdieron)|no hemos perdido) (?:ningún |ninguna )?(?:${PROPERTY}|nada)`,
    '(?:ninguna|sin|no hubo|no ha habido) pérdida de datos',
    `(?:todos los|sus) ${PROPERTY} están (?:a salvo|segur[oa]s|intact[oa]s|complet[oa]s)`,
  ),
  cause:
    /(?<![\p{L}])(?:(?:causad[oa]s?|provocad[oa]s?|originad[oa]s?) por|debid[oa]s? a(?:l)?|a causa de(?:l)?|por culpa de|la causa (?:es|fue|era)|causa\s?:)\s*(?:el |la |los |las |una? )?(?<what>[^.;:()\n]{3,120})/iu,
  noCause: w(
    'no (?:\\p{L}+ )?(?:conocemos|sabemos|se conoce)|desconocid[oa]|investig\\p{L}+|mantenimiento|est[ea] (?:incidente|interrupción|incidencia)',
  ),
  links: linksOf(
    'el|la|los|las|nuestr[oa]s?|su|sus|del|de|a|al|en|sobre|para|con|y|e|o|así como|que|es|está|están|afectad[oa]s?|clientes|usuarios|componente|servicio|desde|UTC|tod[oa]s|solo|sólo|solamente|únicamente',
    'y|e|o|así como|es|está|están|ha|han|se|no|el|la|los|las|de|del|en|a|al|sobre|para|tod[oa]s|clientes?|usuari[oa]s?|servicios?|componentes?|actualmente|ahora|ya|también|desde|UTC|CET|hacia|que|funcionan|pueden',
    '(?:nuestros |los |todos los |sus )?(?:clientes?|usuari[oa]s?|usted(?:es)?|personas)',
  ),
};
