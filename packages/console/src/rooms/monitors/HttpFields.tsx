/** An HTTP monitor's own fields; what is rarely needed is folded. */
import {
  Checkbox,
  Collapse,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Textarea,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { useForm } from '../../ui/form.ts';
import { Assertions } from './Assertions.tsx';
import { Headers } from './Headers.tsx';
import type { Values } from './values.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export function HttpFields({ form }: { form: ReturnType<typeof useForm<Values>> }) {
  const { values, set, text, number, checked, errorOf } = form;
  const [more, moreChange] = useDisclosure(values.headers.length > 0 || values.method !== 'GET');
  return (
    <>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <NativeSelect label="Method" data={METHODS} w="6.5rem" style={{ flex: 'none' }} {...text('method')} />
        <TextInput
          label="Address"
          placeholder="https://shop.example.com/health"
          type="url"
          style={{ flex: 1 }}
          {...text('url')}
          error={errorOf('target.url')}
        />
      </Group>
      <Assertions
        value={values.assertions}
        onChange={(assertions) => set({ assertions })}
        errorOf={errorOf}
      />
      <div>
        <UnstyledButton className="fold" onClick={moreChange.toggle} aria-expanded={more}>
          Headers, body, redirects, TLS
        </UnstyledButton>
        <Collapse expanded={more}>
          <Stack gap="md" mt="sm">
            <Headers value={values.headers} onChange={(headers) => set({ headers })} errorOf={errorOf} />
            <Textarea label="Body" autosize minRows={2} maxRows={12} {...text('body')} />
            <Group gap="md" align="flex-start">
              <NumberInput label="Redirects at most" min={0} max={20} w="10rem" {...number('maxRedirects')} />
              <NumberInput
                label="Certificate: days left at least"
                min={0}
                max={365}
                w="14rem"
                {...number('certificateDays')}
              />
            </Group>
            <Checkbox label="The certificate has to be valid" {...checked('verifyTls')} />
          </Stack>
        </Collapse>
      </div>
    </>
  );
}
