/** A stranger's drafts beside what was said before them: what was denied, what was lost, and why, in six languages. */
import { of } from './pairs-stranger.ts';
import { PAY, type Pair } from './testing.ts';

/** What was said at 14:20, and what is said now. */
const after = (language: string, contradicted: boolean, before: string, ...texts: string[]): Pair[] =>
  of(language, contradicted, { ...PAY, said: [['14:20', before]] }, ...texts);

export const STRANGER_LATER: readonly Pair[] = [
  ...after(
    'en',
    true,
    'Search is not affected. Payments fail.',
    'Search and payments fail for everyone.',
    'Search and payments fail.',
  ),
  ...after(
    'en',
    false,
    'Search is not affected. Payments fail.',
    'Payments fail. Search works.',
    'Search now fails too. Payments fail.',
    'Payments fail. You can search, but searching for failed payments is slow.',
  ),
  ...after(
    'de',
    true,
    'Die Suche ist nicht betroffen. Zahlungen schlagen fehl.',
    'Suche und Zahlungen sind für alle gestört.',
  ),
  ...after(
    'de',
    false,
    'Die Suche ist nicht betroffen. Zahlungen schlagen fehl.',
    'Zahlungen schlagen fehl. Die Suche funktioniert.',
    'Inzwischen ist auch die Suche gestört.',
  ),
  ...after('fr', true, 'La recherche n’est pas touchée.', 'La recherche et les paiements échouent.'),
  ...after(
    'fr',
    false,
    'La recherche n’est pas touchée.',
    'La recherche échoue maintenant aussi.',
    'La recherche fonctionne ; les paiements échouent.',
  ),
  ...after('es', true, 'La búsqueda no está afectada.', 'La búsqueda y los pagos fallan.'),
  ...after('es', false, 'La búsqueda no está afectada.', 'Ahora también falla la búsqueda.'),
  ...after('pt', false, 'A busca não foi afetada.', 'Agora a busca também falha.'),
  ...after('ja', true, '検索への影響はありません。', '検索と決済が失敗しています。'),
  ...after(
    'ja',
    false,
    '検索への影響はありません。',
    '現在は検索も失敗しています。',
    '検索はご利用いただけます。決済が失敗しています。',
  ),
  ...after('es', true, 'No se ha perdido ningún dato.', 'Se han perdido algunos pedidos.'),
  ...after('fr', true, 'La cause est un certificat expiré.', 'La cause est un disque défectueux.'),
  ...after('es', true, 'La causa es un certificado caducado.', 'La causa es un disco defectuoso.'),
  ...after('pt', true, 'A causa é um certificado expirado.', 'A causa é um disco com defeito.'),
  ...after('ja', true, '原因は、証明書の期限切れです。', '原因は、ディスクの故障です。'),
];
