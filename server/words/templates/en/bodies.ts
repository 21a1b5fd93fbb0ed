/**
 * English bodies in four tones. Plain says it; formal says it at arm's length; warm speaks to a person who is
 * waiting; technical adds what an engineer on the other side wants to know. All say the same facts, and none says
 * more than the facts know.
 */
import type { Tone } from '@candor/protocol/words.ts';
import type { Bodies } from '../shape.ts';

const NEXT = '{% if nextUpdateBy %}\n\n**Next word by {{ nextUpdateBy }}.**{% endif %}';
const FORMAL_NEXT = '{% if nextUpdateBy %}\n\n**Our next update follows by {{ nextUpdateBy }}.**{% endif %}';
const WARM_NEXT =
  '{% if nextUpdateBy %}\n\n**You will hear from us by {{ nextUpdateBy }}, also if nothing has changed.**{% endif %}';
const CAUSE = '{% if cause %}{{ cause }} {% endif %}';
const CHECKS = '{% if checks %}{{ checks }} {% endif %}';
const DETAIL = '{% if detail %} {{ detail }}{% endif %}';
const BEGAN = '{% if startedAt %}This began at {{ startedAt }}. {% endif %}';

const plain: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} We are sorry that you cannot use {{ components }} as usual.${NEXT}`,
  'update/identified': `We have found the cause. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${NEXT}`,
  'update/monitoring': `The repair is in place, and you should be able to use {{ components }} again. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} If you still see errors, please tell us.${NEXT}`,
  'update/resolved': `You have been able to use {{ components }} again since {{ resolvedAt }}. It began at {{ startedAt }} and lasted {{ duration }}. ${CAUSE}{{ dataStatement }}\n\nWe are sorry that you could not use {{ components }} as usual. We will publish our review here{% if reviewBy %} by {{ reviewBy }}{% endif %}. Thank you to everyone who waited and wrote to us.`,
  no_change: `No change since {{ unchangedSince }}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} We are sorry that you still cannot use {{ components }} as usual.${NEXT}`,
  relapse: `The failure has come back. {{ whatUsersSee }} {{ whoIsAffected }} We called the repair done too early, and we are sorry that you cannot use {{ components }} as usual.\n\n{{ action }} {{ workaround }}${NEXT}`,
  correction: `**Correction:** {% if wrote %}earlier we wrote: “{{ wrote }}” That was wrong. {% endif %}{{ correct }} We are sorry that we wrote something wrong.${NEXT}`,
  apology: `{% if startedAt and resolvedAt %}From {{ startedAt }} to {{ resolvedAt }} you{% else %}You{% endif %} could not use {{ components }} as usual. This was our failure, and we are sorry for the work it interrupted.\n\n{% if cause %}What happened: {{ cause }} {% endif %}{% if lessons %}What we change: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nThe whole story: [our review]({{ postmortemUrl }}).{% endif %}`,
  postmortem_ready: `Our review of “{{ title }}” is ready{% if postmortemUrl %}: [read it here]({{ postmortemUrl }}){% endif %}. It says what happened, what it meant for you, and what we change.{% if lessons %} {{ lessons }}{% endif %}\n\nWe are sorry for the time you lost. If something in it is wrong or missing, please write to us.`,
  credit: `You could not use {{ components }} as usual{% if duration %} for {{ duration }}{% endif %}, and we are sorry. For this you receive a credit of **{{ creditAmount }}**{% if creditPeriod %} for {{ creditPeriod }}{% endif %}.\n\nYou do not need to apply for it. If the amount looks wrong to you, please write to us.`,
  survey: `You met an outage of ours: {{ title }}{% if duration %} (it lasted {{ duration }}){% endif %}. How did we handle it? Five questions, about a minute: [answer here]({{ surveyUrl }}).\n\nWe read each answer, and we publish the results.`,
  'maintenance/scheduled': `From {{ startsAt }} to {{ endsAt }} we work on {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}`,
  'maintenance/in_progress': `The planned work on {{ components }} has begun and lasts until {{ endsAt }}. {{ whatUsersSee }} {{ whatToDo }}`,
  'maintenance/verifying': `The planned work on {{ components }} is done. We are checking that you can use everything again as before. If something still fails, please tell us.`,
  'maintenance/completed': `The planned work on {{ components }} ended at {{ resolvedAt }}. You can use {{ components }} again as usual. Thank you for planning around it.`,
  'maintenance/cancelled': `The work on {{ components }} planned for {{ startsAt }} will not take place. You do not need to do anything. We will announce a new time here.`,
};

const formal: Bodies = {
  'update/investigating': `{{ whatUsersSee }} {% if startedAt %}The failure started at {{ startedAt }}. {% endif %}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} We apologise that you cannot use {{ components }} as usual.${FORMAL_NEXT}`,
  'update/identified': `We have identified the cause. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${FORMAL_NEXT}`,
  'update/monitoring': `We have put the repair in place, and you should be able to use {{ components }} again. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Please report any errors that you still see.${FORMAL_NEXT}`,
  'update/resolved': `You have been able to use {{ components }} again since {{ resolvedAt }}. The failure started at {{ startedAt }} and lasted {{ duration }}. ${CAUSE}{{ dataStatement }}\n\nWe apologise that you could not use {{ components }} as usual. We will publish our review on this page{% if reviewBy %} by {{ reviewBy }}{% endif %}. We thank everyone who reported the failure to us.`,
  no_change: `There is no change since {{ unchangedSince }}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} We apologise that you still cannot use {{ components }} as usual.${FORMAL_NEXT}`,
  relapse: `The failure has returned. {{ whatUsersSee }} {{ whoIsAffected }} We declared the repair complete too early, and we apologise that you cannot use {{ components }} as usual.\n\n{{ action }} {{ workaround }}${FORMAL_NEXT}`,
  correction: `**Correction:** {% if wrote %}we previously wrote: “{{ wrote }}” This was incorrect. {% endif %}{{ correct }} We apologise that we published a wrong statement.${FORMAL_NEXT}`,
  apology: `{% if startedAt and resolvedAt %}From {{ startedAt }} to {{ resolvedAt }} you{% else %}You{% endif %} could not use {{ components }} as usual. The responsibility is ours, and we apologise for the work that this interrupted.\n\n{% if cause %}What happened: {{ cause }} {% endif %}{% if lessons %}What we change: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nOur full review: [read it here]({{ postmortemUrl }}).{% endif %}`,
  postmortem_ready: `We have published our review of “{{ title }}”{% if postmortemUrl %}: [read it here]({{ postmortemUrl }}){% endif %}. It states what happened, how it affected you, and what we change.{% if lessons %} {{ lessons }}{% endif %}\n\nWe apologise for the time you lost. Please write to us if you find an error in it.`,
  credit: `You could not use {{ components }} as usual{% if duration %} for {{ duration }}{% endif %}, for which we apologise. Under your agreement you receive a credit of **{{ creditAmount }}**{% if creditPeriod %} for {{ creditPeriod }}{% endif %}.\n\nYou do not need to file a claim. Please write to us if you find the amount incorrect.`,
  survey: `You were affected by “{{ title }}”{% if duration %}, which lasted {{ duration }}{% endif %}. We would like to know how well we handled it. The five questions take about a minute: [answer here]({{ surveyUrl }}).\n\nWe read each answer and publish the results.`,
  'maintenance/scheduled': `We will carry out planned work on {{ components }} from {{ startsAt }} to {{ endsAt }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}`,
  'maintenance/in_progress': `We have started the planned work on {{ components }}. It lasts until {{ endsAt }}. {{ whatUsersSee }} {{ whatToDo }}`,
  'maintenance/verifying': `We have finished the planned work on {{ components }} and are verifying that you can use everything again as before. Please report anything that still fails.`,
  'maintenance/completed': `We completed the planned work on {{ components }} at {{ resolvedAt }}. You can use {{ components }} again as usual. We thank you for planning around it.`,
  'maintenance/cancelled': `The work on {{ components }} announced for {{ startsAt }} will not take place. You do not need to do anything. We will announce a new date on this page.`,
};

const warm: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\nYou came here to get something done, and we are sorry that you cannot use {{ components }} as usual. {{ action }} {{ workaround }}${WARM_NEXT}`,
  'update/identified': `We know now what went wrong. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${WARM_NEXT}`,
  'update/monitoring': `Please try again: the repair is in place, and you should be able to use {{ components }} again. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} If you still see errors, we want to hear about them.${WARM_NEXT}`,
  'update/resolved': `You have been able to use {{ components }} again since {{ resolvedAt }}. It began at {{ startedAt }} and lasted {{ duration }}. ${CAUSE}{{ dataStatement }}\n\nWe are sorry for the time you lost while you could not use {{ components }}. We will tell you here what happened and what we change{% if reviewBy %}, by {{ reviewBy }}{% endif %}. Thank you to everyone who wrote to us: it helped.`,
  no_change: `We wish we had better news: no change since {{ unchangedSince }}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} We are sorry that you are still waiting.${WARM_NEXT}`,
  relapse: `The failure has come back, and we know how that feels after our last message. {{ whatUsersSee }} {{ whoIsAffected }} We called the repair done too early, and we are sorry that you cannot use {{ components }} as usual.\n\n{{ action }} {{ workaround }}${WARM_NEXT}`,
  correction: `**Correction:** {% if wrote %}we told you: “{{ wrote }}” That was wrong. {% endif %}{{ correct }} You rely on what we write, and we are sorry that we wrote something wrong.${WARM_NEXT}`,
  apology: `{% if startedAt and resolvedAt %}From {{ startedAt }} to {{ resolvedAt }} you{% else %}You{% endif %} could not use {{ components }} as usual. You had plans for that time. We let you down, and we are sorry for the work it interrupted.\n\n{% if cause %}What happened: {{ cause }} {% endif %}{% if lessons %}What we change: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nThe whole story: [our review]({{ postmortemUrl }}).{% endif %}`,
  postmortem_ready: `You may want to know what was behind “{{ title }}”. Our review is ready{% if postmortemUrl %}: [read it here]({{ postmortemUrl }}){% endif %}. It says what happened, what it meant for you, and what we change.{% if lessons %} {{ lessons }}{% endif %}\n\nWe are sorry for the time you lost. If something in it does not match what you saw, please write to us.`,
  credit: `You could not use {{ components }} as usual{% if duration %} for {{ duration }}{% endif %}, and we are sorry. Money does not bring the time back, but you should not pay for it: you receive a credit of **{{ creditAmount }}**{% if creditPeriod %} for {{ creditPeriod }}{% endif %}.\n\nYou do not need to apply for it. If the amount looks wrong to you, please write to us.`,
  survey: `“{{ title }}” cost you time{% if duration %}: it lasted {{ duration }}{% endif %}. How did we look after you meanwhile? Five questions, about a minute: [answer here]({{ surveyUrl }}).\n\nPeople read each answer, and we publish the results.`,
  'maintenance/scheduled': `So that you can plan: from {{ startsAt }} to {{ endsAt }} we work on {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}`,
  'maintenance/in_progress': `We have begun the work on {{ components }} that we told you about. It lasts until {{ endsAt }}. {{ whatUsersSee }} {{ whatToDo }}`,
  'maintenance/verifying': `The work on {{ components }} is done. We are making sure that you can use everything again as before. If something still fails for you, please tell us.`,
  'maintenance/completed': `The work on {{ components }} ended at {{ resolvedAt }}. You can use {{ components }} again as usual. Thank you for planning around it.`,
  'maintenance/cancelled': `We planned work on {{ components }} for {{ startsAt }}. It will not take place, and you do not need to do anything. We will tell you here when there is a new time.`,
};

const technical: Bodies = {
  'update/investigating': `{{ whatUsersSee }} {% if startedAt %}Start: {{ startedAt }}. {% endif %}${CHECKS}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} We are sorry that you cannot use {{ components }} as usual.${NEXT}`,
  'update/identified': `Cause identified. ${CAUSE}{{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${NEXT}`,
  'update/monitoring': `The fix is deployed; requests to {{ components }} should succeed again. ${CHECKS}{{ whoIsAffected }}\n\n{{ action }} If you still see errors, please send us a request id and the time.${NEXT}`,
  'update/resolved': `You have been able to use {{ components }} again since {{ resolvedAt }}. Start: {{ startedAt }}. Duration: {{ duration }}. ${CAUSE}${CHECKS}{{ dataStatement }}\n\nWe are sorry that requests failed and jobs were interrupted. We will publish our review here{% if reviewBy %} by {{ reviewBy }}{% endif %}. Thank you to everyone who reported details.`,
  no_change: `No change since {{ unchangedSince }}. {{ whatUsersSee }} {% if checks %}{{ checks }} {% endif %}{{ whoIsAffected }}${DETAIL}\n\n{{ action }} {{ workaround }} We are sorry that you still cannot use {{ components }} as usual.${NEXT}`,
  relapse: `The failure has returned. {{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }} We closed too early, and we are sorry that you cannot use {{ components }} as usual.\n\n{{ action }} {{ workaround }}${NEXT}`,
  correction: `**Correction:** {% if wrote %}our earlier statement “{{ wrote }}” does not match our data. {% endif %}{{ correct }} We are sorry that we published a wrong statement.${NEXT}`,
  apology: `{% if startedAt and resolvedAt %}From {{ startedAt }} to {{ resolvedAt }} you{% else %}You{% endif %} could not use {{ components }} as usual. This was our failure, and we are sorry for the failed requests and the work they interrupted.\n\n{% if cause %}Cause: {{ cause }} {% endif %}{% if lessons %}Changes: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nDetails: [our review]({{ postmortemUrl }}).{% endif %}`,
  postmortem_ready: `Our review of “{{ title }}” is ready{% if postmortemUrl %}: [read it here]({{ postmortemUrl }}){% endif %}. It has the timeline, the contributing factors, the impact in numbers, and our actions with dates.{% if lessons %} {{ lessons }}{% endif %}\n\nWe are sorry for the failed requests and the time they cost you. If your own measurements differ, please send them to us.`,
  credit: `You could not use {{ components }} as usual{% if duration %} for {{ duration }}{% endif %}, and we are sorry. By your contract you receive a credit of **{{ creditAmount }}**{% if creditPeriod %} for {{ creditPeriod }}{% endif %}.\n\nYou do not need to apply for it. The statement shows how we computed it; if your measurements differ, please send them to us.`,
  survey: `You were affected by “{{ title }}”{% if duration %} (duration: {{ duration }}){% endif %}. How well did our updates serve your own incident handling? Five questions, about a minute: [answer here]({{ surveyUrl }}).\n\nWe read each answer, and we publish the results with their intervals.`,
  'maintenance/scheduled': `Window: {{ startsAt }} to {{ endsAt }}. Components: {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}`,
  'maintenance/in_progress': `The planned work on {{ components }} has begun; the window ends at {{ endsAt }}. {{ whatUsersSee }} {{ whatToDo }}`,
  'maintenance/verifying': `The planned work on {{ components }} is done, and we are running our checks: you should be able to use everything again as before. If requests still fail, please tell us.`,
  'maintenance/completed': `The planned work on {{ components }} ended at {{ resolvedAt }}. ${CHECKS}You can use {{ components }} again as usual.`,
  'maintenance/cancelled': `The work on {{ components }} planned for {{ startsAt }} will not take place. You do not need to do anything. We will announce a new window here.`,
};

export const EN_BODIES: Readonly<Record<Tone, Bodies>> = { plain, formal, warm, technical };
