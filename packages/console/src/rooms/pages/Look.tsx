/** A page's brand: colour, font, files, links, CSS; seen beside while it is changed; taken from and given to other pages. */
import type { Page } from '@candor/protocol/catalog.ts';
import type { AssetKind, PageFont, Theme } from '@candor/protocol/pages.ts';
import {
  Button,
  ColorInput,
  FileButton,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  Title,
} from '@mantine/core';
import { del, get, put } from '../../api.ts';
import { base64Of } from '../../lib/base64.ts';
import { linesOf, linksIn } from '../../lib/links.ts';
import { useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { ProblemAlert } from '../../ui/states.tsx';
import { useSavePage } from './data.ts';
import { Preview } from './Preview.tsx';

const FONTS: Record<PageFont, string> = {
  system: 'The reader’s system font',
  humanist: 'Humanist',
  serif: 'Serif',
  slab: 'Slab serif',
  mono: 'Monospaced',
  own: 'The uploaded one',
};

export function Look({ page, locked }: { page: Page; locked: boolean }) {
  const save = useSavePage(page);
  const form = useForm(
    {
      accent: page.brand.accent ?? '',
      font: page.brand.font as string,
      header: linesOf(page.brand.headerLinks),
      footer: linesOf(page.brand.footerLinks),
      css: page.brand.css,
    },
    save.error,
  );
  const { accent, font, header, footer, css } = form.values;
  const brand = {
    accent: /^#[0-9a-f]{6}$/i.test(accent) ? accent : null,
    font,
    headerLinks: linksIn(header),
    footerLinks: linksIn(footer),
    css,
  };
  const area = { autosize: true, minRows: 2, maxRows: 16 };
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
      <Stack gap="lg">
        <div className="card">
          <FormShell
            submit={save.isSuccess ? 'Saved' : 'Save'}
            pending={save.isPending}
            problem={save.error}
            locked={locked}
            onSubmit={() => save.mutate({ brand })}
          >
            <ColorInput
              label="Colour of links and buttons"
              description="Made darker or lighter in a theme where it could not be read."
              format="hex"
              withEyeDropper={false}
              value={accent}
              error={form.errorOf('brand.accent')}
              onChange={(value) => form.set({ accent: value })}
            />
            <NativeSelect
              label="Font"
              data={Object.entries(FONTS).map(([value, label]) => ({ value, label }))}
              {...form.text('font')}
            />
            <Textarea
              label="Links above"
              description="One a line: Name, then its address"
              placeholder="Shop https://acme.example"
              {...area}
              {...form.text('header')}
              error={form.errorOf('brand.headerLinks')}
            />
            <Textarea
              label="Links below"
              {...area}
              {...form.text('footer')}
              error={form.errorOf('brand.footerLinks')}
            />
            <Textarea
              label="CSS"
              description="After the page’s own style; reaches nothing outside the page."
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              {...area}
              {...form.text('css')}
              error={form.errorOf('brand.css')}
            />
          </FormShell>
        </div>
        {!locked && <Files page={page} />}
        {!locked && <Themes page={page} />}
      </Stack>
      <Preview page={page} draft={{ brand }} />
    </SimpleGrid>
  );
}

const KINDS: { kind: AssetKind; label: string; accept: string; hint: string }[] = [
  {
    kind: 'logo',
    label: 'Logo',
    accept: 'image/png,image/svg+xml,image/webp',
    hint: 'PNG, SVG or WebP, up to 200 kB',
  },
  {
    kind: 'favicon',
    label: 'Icon',
    accept: 'image/png,image/svg+xml,image/x-icon',
    hint: 'PNG, SVG or ICO, up to 50 kB',
  },
  { kind: 'font', label: 'Font', accept: 'font/woff2,.woff2', hint: 'WOFF2, up to 300 kB' },
];

function Files({ page }: { page: Page }) {
  const touches = ['/pages'];
  const upload = useSend(
    async ({ kind, file }: { kind: AssetKind; file: File }) =>
      put<Page>(`/pages/${page.id}/assets/${kind}`, { base64: await base64Of(file) }),
    { touches },
  );
  const remove = useSend((kind: AssetKind) => del(`/pages/${page.id}/assets/${kind}`), { touches });
  return (
    <section className="card" aria-labelledby="files">
      <Title order={2} fz="h5" id="files" mb="xs">
        Files
      </Title>
      {KINDS.map(({ kind, label, accept, hint }) => {
        const there = page.assets.find((asset) => asset.kind === kind);
        return (
          <Group key={kind} justify="space-between" py={4}>
            <Text size="sm">
              {label}
              <Text span className="quiet">
                {' '}
                {there ? `${Math.ceil(there.sizeBytes / 1_000)} kB` : hint}
              </Text>
            </Text>
            <Group gap="xs">
              <FileButton accept={accept} onChange={(file) => file && upload.mutate({ kind, file })}>
                {(button) => (
                  <Button
                    size="compact-sm"
                    variant="default"
                    {...button}
                    aria-label={`${there ? 'Replace' : 'Upload'}: ${label}`}
                  >
                    {there ? 'Replace' : 'Upload'}
                  </Button>
                )}
              </FileButton>
              {there && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => remove.mutate(kind)}
                  aria-label={`Take away: ${label}`}
                >
                  Take away
                </Button>
              )}
            </Group>
          </Group>
        );
      })}
      <ProblemAlert problem={upload.error ?? remove.error} />
    </section>
  );
}

function Themes({ page }: { page: Page }) {
  const take = useSend(
    async (file: File) => put<Page>(`/pages/${page.id}/theme`, JSON.parse(await file.text())),
    { touches: ['/pages'], done: () => location.reload() },
  );
  const give = useSend(() => get<Theme>(`/pages/${page.id}/theme`), {
    touches: [],
    done(theme) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(
        new Blob([JSON.stringify(theme, null, 2)], { type: 'application/json' }),
      );
      link.download = `${page.slug}-theme.json`;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  });
  return (
    <section className="card" aria-labelledby="theme">
      <Title order={2} fz="h5" id="theme" mb="xs">
        Theme
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        The whole look as one file, for another page or another Candor.
      </Text>
      <Group gap="xs">
        <Button variant="default" loading={give.isPending} onClick={() => give.mutate()}>
          Export
        </Button>
        <FileButton accept="application/json" onChange={(file) => file && take.mutate(file)}>
          {(button) => (
            <Button variant="default" loading={take.isPending} {...button}>
              Import
            </Button>
          )}
        </FileButton>
      </Group>
      <ProblemAlert problem={take.error ?? give.error} />
    </section>
  );
}
