/** What a template may speak of, from what the incident knows. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { MessageFacts } from '@candor/protocol/words.ts';
import { textIn } from '../../ui/LocalizedField.tsx';

export const messageFacts = (
  incident: IncidentView,
  {
    locale,
    nextUpdateBy,
    componentName,
  }: { locale: string; nextUpdateBy: string | null; componentName: (id: string) => string },
): MessageFacts => ({
  title: textIn(incident.title, locale) || 'Incident',
  components: incident.components.map(({ componentId, status }) => ({
    name: componentName(componentId),
    status,
  })),
  severity: incident.severity,
  startedAt: incident.startedAt,
  resolvedAt: incident.recoveredAt ?? incident.resolvedAt,
  nextUpdateBy,
  whatUsersSee: incident.impact ? textIn(incident.impact, locale) : null,
});
