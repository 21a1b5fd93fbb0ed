/** The proposed message with what only people can add, and the button that sends it once. */
import type { FollowUpInput, FollowUp as FollowUpView } from '@candor/protocol/followup.ts';
import {
  Alert,
  Checkbox,
  Radio,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ProblemAlert } from '../../ui/states.tsx';

const SURVEY_HOURS = 24;
const languageName = (locale: string) =>
  new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale;

export function SendForm({ followUp }: { followUp: FollowUpView }) {
  const { incidentId, proposed, findings, readers } = followUp;
  const path = `/incidents/${incidentId}/follow-up`;
  const mayTell = useMay()('tell:write');
  const [to, setTo] = useState<'affected' | 'told'>(readers.affected > 0 ? 'affected' : 'told');
  /** Languages that a person changed; the others stay as proposed, also when an offer is added. */
  const [written, setWritten] = useState<Record<string, string>>({});
  const [locale, setLocale] = useState(proposed[0]?.locale ?? 'en');
  const [offer, setOffer] = useState<Record<string, string>>({});
  const [questionsUrl, setQuestionsUrl] = useState('');
  const [survey, setSurvey] = useState(true);
  const offers = Object.fromEntries(
    Object.entries(offer).flatMap(([each, text]) => (text.trim() ? [[each, text.trim()]] : [])),
  );
  const send = useSend(
    () => {
      const input: FollowUpInput = {
        to,
        ...(Object.keys(written).length > 0 ? { text: written } : {}),
        ...(Object.keys(offers).length > 0 ? { offer: offers } : {}),
        ...(questionsUrl.trim() ? { questionsUrl: questionsUrl.trim() } : {}),
        ...(survey ? { surveyAfterHours: SURVEY_HOURS } : {}),
      };
      return post<FollowUpView>(path, input);
    },
    { touches: [path, `/incidents/${incidentId}`] },
  );
  const wrong = findings.filter(({ finding }) => finding.level === 'error');
  const count = (n: number) => `${n.toLocaleString('en')} ${n === 1 ? 'reader' : 'readers'}`;
  return (
    <Stack>
      <ProblemAlert problem={send.error} />
      <Radio.Group label="Who gets it" value={to} onChange={(value) => setTo(value as 'affected' | 'told')}>
        <Stack gap={6} mt={6}>
          <Radio value="affected" label={`Those who were affected: ${count(readers.affected)}`} />
          <Radio value="told" label={`Everybody who was told of it: ${count(readers.told)}`} />
        </Stack>
      </Radio.Group>
      {readers.budget > 0 && (
        <Text size="sm" className="quiet">
          {count(readers.budget)} of them got enough messages today; they get it on one of the next days.
        </Text>
      )}
      {wrong.length > 0 && (
        <Alert color="red" title="The proposed text would be refused">
          {wrong.map(({ locale, finding }) => (
            <Text key={`${locale}${finding.rule}${finding.start}`} size="sm">
              {locale}: {finding.message} {finding.suggestion}
            </Text>
          ))}
        </Alert>
      )}
      <section aria-labelledby="texts">
        <Title order={2} fz="h4" id="texts" mb="xs">
          What it says
        </Title>
        <div className="scroll">
          <SegmentedControl
            aria-label="Language of the text"
            size="xs"
            data={proposed.map((each) => each.locale)}
            value={locale}
            onChange={setLocale}
          />
        </div>
        <Textarea
          label={languageName(locale)}
          lang={locale}
          autosize
          minRows={6}
          maxRows={18}
          mt="xs"
          disabled={!mayTell}
          value={written[locale] ?? proposed.find((each) => each.locale === locale)?.text ?? ''}
          onChange={({ currentTarget }) => setWritten({ ...written, [locale]: currentTarget.value })}
        />
      </section>
      <Textarea
        label={`What you offer, in ${languageName(locale)}`}
        lang={locale}
        description="In whole sentences. Choose the language above; readers of a language without one get it in another, which the message names. It is a promise."
        autosize
        disabled={!mayTell}
        value={offer[locale] ?? ''}
        onChange={({ currentTarget }) => setOffer({ ...offer, [locale]: currentTarget.value })}
      />
      <TextInput
        label="Where to ask"
        description="Empty: the page of questions below, when readers may ask there."
        type="url"
        disabled={!mayTell}
        value={questionsUrl}
        onChange={({ currentTarget }) => setQuestionsUrl(currentTarget.value)}
      />
      <Checkbox
        label="Ask a day later how it was handled"
        description="In a message of its own, to whoever was not asked within thirty days."
        disabled={!mayTell}
        checked={survey}
        onChange={({ currentTarget }) => setSurvey(currentTarget.checked)}
      />
      {mayTell && (
        <div>
          <ConfirmButton
            variant="filled"
            danger={false}
            loading={send.isPending}
            question={`It goes to ${count(to === 'affected' ? readers.affected : readers.told)} and cannot be taken back. It is sent once.`}
            confirm="Send it now"
            onConfirm={() => send.mutate()}
          >
            Send the message
          </ConfirmButton>
        </div>
      )}
    </Stack>
  );
}
