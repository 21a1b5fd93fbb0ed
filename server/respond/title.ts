/** The first title of an incident that a monitor opened: what users most likely see, until a person says it better. */
import type { ComponentStatus, LocalizedText } from '@candor/protocol/words-of-state.ts';

const SYMPTOM: Record<ComponentStatus, { en: string; de: string }> = {
  major_outage: { en: 'is not working', de: 'funktioniert nicht' },
  partial_outage: { en: 'is failing for some users', de: 'funktioniert für einen Teil der Nutzer nicht' },
  degraded_performance: { en: 'is slow or unreliable', de: 'ist langsam oder unzuverlässig' },
  under_maintenance: { en: 'is under maintenance', de: 'wird gewartet' },
  unknown: { en: 'may not be working', de: 'funktioniert möglicherweise nicht' },
  operational: { en: 'may have had a problem', de: 'hatte möglicherweise eine Störung' },
};

export const titleFor = (name: LocalizedText, status: ComponentStatus): LocalizedText => ({
  en: `${name['en']} ${SYMPTOM[status].en}`,
  de: `${name['de'] ?? name['en']} ${SYMPTOM[status].de}`,
});
