/** Mantine's theme: one quiet blue-grey for actions, system fonts, and contrast that passes AA in both schemes. */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eff4fa',
  '#dde6f1',
  '#bccde3',
  '#97b1d3',
  '#7597c4',
  '#5b82b6',
  '#446ea6',
  '#35598c',
  '#2f4a6d',
  '#243a57',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 6 },
  colors: {
    ink,
    dark: [
      '#e3e6ea',
      '#b9bfc8',
      '#9aa2ae',
      '#737c89',
      '#3b424c',
      '#2c323b',
      '#22272f',
      '#1a1e24',
      '#14171c',
      '#0e1115',
    ],
  },
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: {
        centered: false,
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
        closeButtonProps: { 'aria-label': 'Close' },
        // A dialog's head is not the page's.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    TextInput: { defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] } },
  },
});
