/**
 * Deutsche Texte in vier Tönen, in der Anrede Sie. Times stand after `seit`, `bis`, `von` or a colon, never after
 * `um`, because a time on another day begins with its date.
 */
import type { Tone } from '@candor/protocol/words.ts';
import type { Bodies } from '../shape.ts';

const NEXT = '{% if nextUpdateBy %}\n\n**Nächste Meldung bis {{ nextUpdateBy }}.**{% endif %}';
const FORMAL_NEXT =
  '{% if nextUpdateBy %}\n\n**Die nächste Meldung folgt bis {{ nextUpdateBy }}.**{% endif %}';
const WARM_NEXT =
  '{% if nextUpdateBy %}\n\n**Sie hören bis {{ nextUpdateBy }} wieder von uns, auch wenn es nichts Neues gibt.**{% endif %}';
const CAUSE = '{% if cause %}{{ cause }} {% endif %}';
const CHECKS = '{% if checks %}{{ checks }} {% endif %}';
const DETAIL = '{% if detail %} {{ detail }}{% endif %}';
const BEGAN = '{% if startedAt %}Die Störung besteht seit {{ startedAt }}. {% endif %}';
const REVIEW = '{% if reviewBy %} bis {{ reviewBy }}{% endif %}';
const SPAN =
  '{% if startedAt and resolvedAt %}Von {{ startedAt }} bis {{ resolvedAt }} konnten Sie{% else %}Sie konnten{% endif %}';

const plain: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Es tut uns leid, dass Sie {{ components }} nicht wie gewohnt nutzen können.${NEXT}`,
  'update/identified': `Wir haben die Ursache gefunden. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${NEXT}`,
  'update/monitoring': `Die Reparatur ist erfolgt; Sie sollten {{ components }} wieder nutzen können. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Wenn Sie noch Fehler sehen, schreiben Sie uns bitte.${NEXT}`,
  'update/resolved': `Sie können {{ components }} wieder nutzen, und zwar seit {{ resolvedAt }}. Beginn der Störung: {{ startedAt }}. Sie dauerte {{ duration }}. ${CAUSE}{{ dataStatement }}\n\nEs tut uns leid, dass Sie {{ components }} nicht wie gewohnt nutzen konnten. Unseren Bericht veröffentlichen wir hier${REVIEW}. Danke an alle, die gewartet und uns geschrieben haben.`,
  no_change: `Keine Änderung seit {{ unchangedSince }}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Es tut uns leid, dass Sie {{ components }} noch nicht wie gewohnt nutzen können.${NEXT}`,
  relapse: `Die Störung ist zurück. {{ whatUsersSee }} {{ whoIsAffected }} Wir haben die Reparatur zu früh für fertig erklärt. Es tut uns leid, dass Sie {{ components }} nicht wie gewohnt nutzen können.\n\n{{ action }} {{ workaround }}${NEXT}`,
  correction: `**Korrektur:** {% if wrote %}Zuvor haben wir geschrieben: „{{ wrote }}“ Das war falsch. {% endif %}{{ correct }} Es tut uns leid, dass wir etwas Falsches geschrieben haben.${NEXT}`,
  apology: `${SPAN} {{ components }} nicht wie gewohnt nutzen. Das war unser Versagen, und es tut uns leid, dass wir Ihre Arbeit unterbrochen haben.\n\n{% if cause %}Was geschehen ist: {{ cause }} {% endif %}{% if lessons %}Was wir ändern: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nDie ganze Geschichte: [unser Bericht]({{ postmortemUrl }}).{% endif %}`,
  postmortem_ready: `Unser Bericht zu „{{ title }}“ liegt vor{% if postmortemUrl %}: [hier lesen]({{ postmortemUrl }}){% endif %}. Darin steht, was geschehen ist, was es für Sie bedeutete und was wir ändern.{% if lessons %} {{ lessons }}{% endif %}\n\nEs tut uns leid, dass Sie Zeit verloren haben. Wenn etwas nicht stimmt oder fehlt, schreiben Sie uns bitte.`,
  credit: `Sie konnten {{ components }}{% if duration %} {{ duration }} lang{% endif %} nicht wie gewohnt nutzen, und das tut uns leid. Dafür erhalten Sie eine Gutschrift von **{{ creditAmount }}**{% if creditPeriod %} für {{ creditPeriod }}{% endif %}.\n\nSie müssen nichts beantragen. Wenn Ihnen der Betrag falsch erscheint, schreiben Sie uns bitte.`,
  survey: `Sie haben eine Störung bei uns erlebt: {{ title }}{% if duration %} (Dauer: {{ duration }}){% endif %}. Wie gut haben wir reagiert? Fünf Fragen, etwa eine Minute: [hier antworten]({{ surveyUrl }}).\n\nWir lesen jede Antwort und veröffentlichen die Ergebnisse.`,
  'maintenance/scheduled': `Von {{ startsAt }} bis {{ endsAt }} arbeiten wir an: {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}`,
  'maintenance/in_progress': `Die geplanten Arbeiten haben begonnen und dauern bis {{ endsAt }}. Betroffen: {{ components }}. {{ whatUsersSee }} {{ whatToDo }}`,
  'maintenance/verifying': `Die geplanten Arbeiten sind erledigt. Wir prüfen, ob Sie {{ components }} wieder wie zuvor nutzen können. Wenn noch etwas nicht funktioniert, schreiben Sie uns bitte.`,
  'maintenance/completed': `Die geplanten Arbeiten sind beendet. Ende: {{ resolvedAt }}. Sie können {{ components }} wieder wie gewohnt nutzen. Danke, dass Sie sich darauf eingerichtet haben.`,
  'maintenance/cancelled': `Die für {{ startsAt }} geplanten Arbeiten finden nicht statt. Betroffen wäre gewesen: {{ components }}. Sie müssen nichts tun. Einen neuen Termin kündigen wir hier an.`,
};

const formal: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Wir bitten um Entschuldigung dafür, dass Sie {{ components }} nicht wie gewohnt nutzen können.${FORMAL_NEXT}`,
  'update/identified': `Wir haben die Ursache festgestellt. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${FORMAL_NEXT}`,
  'update/monitoring': `Die Reparatur ist abgeschlossen; {{ components }} sollten Sie wieder nutzen können. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Bitte melden Sie uns Fehler, die Sie noch sehen.${FORMAL_NEXT}`,
  'update/resolved': `Sie können {{ components }} wieder nutzen, und zwar seit {{ resolvedAt }}. Die Störung bestand seit {{ startedAt }} und dauerte {{ duration }}. ${CAUSE}{{ dataStatement }}\n\nWir bitten um Entschuldigung dafür, dass Sie {{ components }} nicht wie gewohnt nutzen konnten. Unseren Bericht veröffentlichen wir auf dieser Seite${REVIEW}. Wir danken allen, die uns die Störung gemeldet haben.`,
  no_change: `Es gibt keine Änderung seit {{ unchangedSince }}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Wir bitten um Entschuldigung dafür, dass Sie {{ components }} noch nicht wie gewohnt nutzen können.${FORMAL_NEXT}`,
  relapse: `Die Störung ist erneut aufgetreten. {{ whatUsersSee }} {{ whoIsAffected }} Wir haben die Reparatur zu früh für abgeschlossen erklärt. Wir bitten um Entschuldigung dafür, dass Sie {{ components }} nicht wie gewohnt nutzen können.\n\n{{ action }} {{ workaround }}${FORMAL_NEXT}`,
  correction: `**Korrektur:** {% if wrote %}Zuvor haben wir geschrieben: „{{ wrote }}“ Diese Angabe war falsch. {% endif %}{{ correct }} Wir bitten um Entschuldigung dafür, dass wir eine falsche Angabe veröffentlicht haben.${FORMAL_NEXT}`,
  apology: `${SPAN} {{ components }} nicht wie gewohnt nutzen. Die Verantwortung dafür tragen wir. Wir bitten um Entschuldigung dafür, dass Ihre Arbeit unterbrochen wurde.\n\n{% if cause %}Was geschehen ist: {{ cause }} {% endif %}{% if lessons %}Was wir ändern: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nDer vollständige Bericht: [hier lesen]({{ postmortemUrl }}).{% endif %}`,
  postmortem_ready: `Wir haben unseren Bericht zu „{{ title }}“ veröffentlicht{% if postmortemUrl %}: [hier lesen]({{ postmortemUrl }}){% endif %}. Er nennt den Hergang, die Folgen für Sie und unsere Maßnahmen.{% if lessons %} {{ lessons }}{% endif %}\n\nWir bitten um Entschuldigung für die verlorene Zeit. Bitte schreiben Sie uns, wenn Sie einen Fehler darin finden.`,
  credit: `Sie konnten {{ components }}{% if duration %} {{ duration }} lang{% endif %} nicht wie gewohnt nutzen; dafür bitten wir um Entschuldigung. Nach Ihrem Vertrag erhalten Sie eine Gutschrift von **{{ creditAmount }}**{% if creditPeriod %} für {{ creditPeriod }}{% endif %}.\n\nEin Antrag ist nicht nötig. Bitte schreiben Sie uns, wenn Sie den Betrag für falsch halten.`,
  survey: `Sie waren von „{{ title }}“ betroffen{% if duration %} (Dauer: {{ duration }}){% endif %}. Wir möchten wissen, wie gut wir reagiert haben. Die fünf Fragen dauern etwa eine Minute: [hier antworten]({{ surveyUrl }}).\n\nWir lesen jede Antwort und veröffentlichen die Ergebnisse.`,
  'maintenance/scheduled': `Von {{ startsAt }} bis {{ endsAt }} führen wir geplante Arbeiten durch. Betroffen: {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}`,
  'maintenance/in_progress': `Wir haben die geplanten Arbeiten begonnen; sie dauern bis {{ endsAt }}. Betroffen: {{ components }}. {{ whatUsersSee }} {{ whatToDo }}`,
  'maintenance/verifying': `Wir haben die geplanten Arbeiten abgeschlossen und prüfen, ob Sie {{ components }} wieder wie zuvor nutzen können. Bitte melden Sie uns, was noch nicht funktioniert.`,
  'maintenance/completed': `Die geplanten Arbeiten sind abgeschlossen. Ende: {{ resolvedAt }}. Sie können {{ components }} wieder wie gewohnt nutzen. Wir danken Ihnen, dass Sie sich darauf eingerichtet haben.`,
  'maintenance/cancelled': `Die für {{ startsAt }} angekündigten Arbeiten finden nicht statt. Betroffen wäre gewesen: {{ components }}. Sie müssen nichts tun. Einen neuen Termin kündigen wir auf dieser Seite an.`,
};

const warm: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\nSie sind hier, weil Sie etwas erledigen möchten. Es tut uns leid, dass Sie {{ components }} nicht wie gewohnt nutzen können. {{ action }} {{ workaround }}${WARM_NEXT}`,
  'update/identified': `Wir wissen jetzt, was schiefgegangen ist. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${WARM_NEXT}`,
  'update/monitoring': `Bitte versuchen Sie es noch einmal: Die Reparatur ist erfolgt, und Sie sollten {{ components }} wieder nutzen können. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Wenn Sie noch Fehler sehen, möchten wir davon hören.${WARM_NEXT}`,
  'update/resolved': `Sie können {{ components }} wieder nutzen, und zwar seit {{ resolvedAt }}. Beginn der Störung: {{ startedAt }}. Sie dauerte {{ duration }}. ${CAUSE}{{ dataStatement }}\n\nEs tut uns leid, dass Sie {{ components }} nicht nutzen konnten und Zeit verloren haben. Was geschehen ist und was wir ändern, beschreiben wir hier${REVIEW}. Danke an alle, die uns geschrieben haben: Das hat geholfen.`,
  no_change: `Wir hätten gern bessere Nachrichten: keine Änderung seit {{ unchangedSince }}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Es tut uns leid, dass Sie immer noch warten müssen.${WARM_NEXT}`,
  relapse: `Die Störung ist zurück, und wir wissen, wie das nach unserer letzten Meldung klingt. {{ whatUsersSee }} {{ whoIsAffected }} Wir haben die Reparatur zu früh für fertig erklärt. Es tut uns leid, dass Sie {{ components }} nicht wie gewohnt nutzen können.\n\n{{ action }} {{ workaround }}${WARM_NEXT}`,
  correction: `**Korrektur:** {% if wrote %}Wir haben Ihnen geschrieben: „{{ wrote }}“ Das war falsch. {% endif %}{{ correct }} Sie verlassen sich auf das, was wir schreiben. Es tut uns leid, dass wir etwas Falsches geschrieben haben.${WARM_NEXT}`,
  apology: `${SPAN} {{ components }} nicht wie gewohnt nutzen. Sie hatten mit dieser Zeit etwas vor. Wir haben Sie im Stich gelassen, und es tut uns leid, dass wir Ihre Arbeit unterbrochen haben.\n\n{% if cause %}Was geschehen ist: {{ cause }} {% endif %}{% if lessons %}Was wir ändern: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nDie ganze Geschichte: [unser Bericht]({{ postmortemUrl }}).{% endif %}`,
  postmortem_ready: `Vielleicht möchten Sie wissen, was hinter „{{ title }}“ steckte. Unser Bericht liegt vor{% if postmortemUrl %}: [hier lesen]({{ postmortemUrl }}){% endif %}. Darin steht, was geschehen ist, was es für Sie bedeutete und was wir ändern.{% if lessons %} {{ lessons }}{% endif %}\n\nEs tut uns leid, dass Sie Zeit verloren haben. Wenn etwas nicht zu dem passt, was Sie erlebt haben, schreiben Sie uns bitte.`,
  credit: `Sie konnten {{ components }}{% if duration %} {{ duration }} lang{% endif %} nicht wie gewohnt nutzen, und das tut uns leid. Geld bringt die Zeit nicht zurück, aber bezahlen sollen Sie dafür nicht: Sie erhalten eine Gutschrift von **{{ creditAmount }}**{% if creditPeriod %} für {{ creditPeriod }}{% endif %}.\n\nSie müssen nichts beantragen. Wenn Ihnen der Betrag falsch erscheint, schreiben Sie uns bitte.`,
  survey: `„{{ title }}“ hat Sie Zeit gekostet{% if duration %}; die Dauer: {{ duration }}{% endif %}. Wie gut haben wir uns um Sie gekümmert? Fünf Fragen, etwa eine Minute: [hier antworten]({{ surveyUrl }}).\n\nMenschen lesen jede Antwort, und wir veröffentlichen die Ergebnisse.`,
  'maintenance/scheduled': `Damit Sie planen können: Von {{ startsAt }} bis {{ endsAt }} arbeiten wir an: {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}`,
  'maintenance/in_progress': `Die angekündigten Arbeiten haben begonnen und dauern bis {{ endsAt }}. Betroffen: {{ components }}. {{ whatUsersSee }} {{ whatToDo }}`,
  'maintenance/verifying': `Die Arbeiten sind erledigt. Wir vergewissern uns, dass Sie {{ components }} wieder wie zuvor nutzen können. Wenn bei Ihnen noch etwas nicht funktioniert, schreiben Sie uns bitte.`,
  'maintenance/completed': `Die Arbeiten sind beendet. Ende: {{ resolvedAt }}. Sie können {{ components }} wieder wie gewohnt nutzen. Danke, dass Sie sich darauf eingerichtet haben.`,
  'maintenance/cancelled': `Für {{ startsAt }} hatten wir Arbeiten geplant, und zwar an: {{ components }}. Sie finden nicht statt, und Sie müssen nichts tun. Wenn es einen neuen Termin gibt, sagen wir es Ihnen hier.`,
};

const technical: Bodies = {
  'update/investigating': `{{ whatUsersSee }} {% if startedAt %}Beginn: {{ startedAt }}. {% endif %}${CHECKS}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Es tut uns leid, dass Sie {{ components }} nicht wie gewohnt nutzen können.${NEXT}`,
  'update/identified': `Die Ursache ist gefunden. ${CAUSE}{{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${NEXT}`,
  'update/monitoring': `Die Korrektur ist ausgerollt; Sie sollten {{ components }} wieder nutzen können. ${CHECKS}{{ whoIsAffected }}\n\n{{ action }} Wenn Anfragen noch fehlschlagen, senden Sie uns bitte Kennung und Uhrzeit.${NEXT}`,
  'update/resolved': `Sie können {{ components }} wieder nutzen, und zwar seit {{ resolvedAt }}. Beginn: {{ startedAt }}. Dauer: {{ duration }}. ${CAUSE}${CHECKS}{{ dataStatement }}\n\nEs tut uns leid, dass Anfragen fehlgeschlagen sind und Aufträge unterbrochen wurden. Unseren Bericht veröffentlichen wir hier${REVIEW}. Danke an alle, die Einzelheiten gemeldet haben.`,
  no_change: `Keine Änderung seit {{ unchangedSince }}. {{ whatUsersSee }} {% if checks %}{{ checks }} {% endif %}{{ whoIsAffected }}${DETAIL}\n\n{{ action }} {{ workaround }} Es tut uns leid, dass Sie {{ components }} noch nicht wie gewohnt nutzen können.${NEXT}`,
  relapse: `Die Störung ist zurück. {{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }} Wir haben zu früh Entwarnung gegeben. Es tut uns leid, dass Sie {{ components }} nicht wie gewohnt nutzen können.\n\n{{ action }} {{ workaround }}${NEXT}`,
  correction: `**Korrektur:** {% if wrote %}Unsere frühere Angabe „{{ wrote }}“ stimmt nicht mit unseren Daten überein. {% endif %}{{ correct }} Es tut uns leid, dass wir eine falsche Angabe veröffentlicht haben.${NEXT}`,
  apology: `${SPAN} {{ components }} nicht wie gewohnt nutzen. Das war unser Versagen. Es tut uns leid, dass Anfragen fehlgeschlagen sind und Ihre Arbeit unterbrochen wurde.\n\n{% if cause %}Ursache: {{ cause }} {% endif %}{% if lessons %}Änderungen: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nEinzelheiten: [unser Bericht]({{ postmortemUrl }}).{% endif %}`,
  postmortem_ready: `Unser Bericht zu „{{ title }}“ liegt vor{% if postmortemUrl %}: [hier lesen]({{ postmortemUrl }}){% endif %}. Er enthält den zeitlichen Verlauf, die beitragenden Umstände, die Auswirkungen in Zahlen und unsere Maßnahmen mit Terminen.{% if lessons %} {{ lessons }}{% endif %}\n\nEs tut uns leid, dass Anfragen fehlgeschlagen sind und Sie Zeit verloren haben. Wenn Ihre Messungen abweichen, senden Sie sie uns bitte.`,
  credit: `Sie konnten {{ components }}{% if duration %} {{ duration }} lang{% endif %} nicht wie gewohnt nutzen, und das tut uns leid. Nach Ihrem Vertrag erhalten Sie eine Gutschrift von **{{ creditAmount }}**{% if creditPeriod %} für {{ creditPeriod }}{% endif %}.\n\nEin Antrag ist nicht nötig. Die Abrechnung zeigt, wie wir gerechnet haben; wenn Ihre Messungen abweichen, senden Sie sie uns bitte.`,
  survey: `Sie waren von „{{ title }}“ betroffen{% if duration %} (Dauer: {{ duration }}){% endif %}. Wie gut haben unsere Meldungen Ihrer eigenen Arbeit an der Störung geholfen? Fünf Fragen, etwa eine Minute: [hier antworten]({{ surveyUrl }}).\n\nWir lesen jede Antwort und veröffentlichen die Ergebnisse mit ihren Unsicherheiten.`,
  'maintenance/scheduled': `Zeitfenster: {{ startsAt }} bis {{ endsAt }}. Komponenten: {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}`,
  'maintenance/in_progress': `Die geplanten Arbeiten haben begonnen. Ende des Zeitfensters: {{ endsAt }}. Komponenten: {{ components }}. {{ whatUsersSee }} {{ whatToDo }}`,
  'maintenance/verifying': `Die geplanten Arbeiten sind erledigt, und unsere Prüfungen laufen: Sie sollten {{ components }} wieder wie zuvor nutzen können. Wenn Anfragen noch fehlschlagen, schreiben Sie uns bitte.`,
  'maintenance/completed': `Die geplanten Arbeiten sind beendet. Ende: {{ resolvedAt }}. ${CHECKS}Sie können {{ components }} wieder wie gewohnt nutzen.`,
  'maintenance/cancelled': `Die für {{ startsAt }} geplanten Arbeiten finden nicht statt. Komponenten: {{ components }}. Sie müssen nichts tun. Ein neues Zeitfenster kündigen wir hier an.`,
};

export const DE_BODIES: Readonly<Record<Tone, Bodies>> = { plain, formal, warm, technical };
