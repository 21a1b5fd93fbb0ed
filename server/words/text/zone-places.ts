/**
 * Places that people name in place of a zone: the cities of the runtime's own list of zones, its ids, and the names that
 * the languages of the templates have for large ones. Says that a word is such a place, never how far from UTC that is:
 * that depends on the day.
 */

/** Where no zone is called so: what a language calls a city otherwise, and cities that share the zone of another. */
const ALSO = [
  // English, and cities without an id of their own
  'Barcelona,Bengaluru,Bangalore,Beijing,Bern,Boston,Cape Town,Cologne,Delhi,Frankfurt,Geneva,Hamburg,Hanoi,Ho Chi Minh City',
  'Houston,Kolkata,Kyiv,Lyon,Marseille,Miami,Milan,Montreal,Mumbai,Munich,New Delhi,Osaka,Porto,Rio de Janeiro,San Francisco',
  'Seattle,St Petersburg,Stuttgart,Tel Aviv,The Hague,Washington,Yangon,Brasilia,Salzburg,Graz,Basel,Abu Dhabi,Doha',
  // German
  'Athen,Brüssel,Bukarest,Genf,Havanna,Jakarta,Jerusalem,Kairo,Kapstadt,Kiew,Köln,Kopenhagen,Lissabon,Mailand,Mexiko-Stadt',
  'Mailand,Moskau,München,Neu-Delhi,Peking,Prag,Rom,Singapur,Teheran,Tokio,Warschau,Wien,Zürich,Belgrad,Luxemburg',
  // French
  'Alger,Athènes,Barcelone,Belgrade,Berne,Bruxelles,Bucarest,Copenhague,Dublin,Édimbourg,Genève,La Haye,Le Caire,Lisbonne',
  'Londres,Mexico,Milan,Montréal,Moscou,Munich,Pékin,Prague,Rome,Singapour,Téhéran,Tokyo,Varsovie,Vienne,Zurich,Le Cap,Cologne',
  // Spanish
  'Atenas,Berlín,Bogotá,Bruselas,Bucarest,Ciudad de México,Copenhague,Dublín,El Cairo,Estocolmo,Fráncfort,Ginebra,La Habana',
  'Lisboa,Londres,Milán,Moscú,Múnich,Nueva Delhi,Nueva York,París,Pekín,Praga,Roma,Singapur,Tokio,Varsovia,Viena,Zúrich,Canarias',
  // Portuguese
  'Atenas,Berlim,Bruxelas,Cidade do México,Copenhaga,Copenhague,Dublim,Estocolmo,Genebra,Lisboa,Londres,Milão,Moscou,Moscovo',
  'Nova Iorque,Nova York,Nova Déli,Pequim,Praga,Roma,Singapura,Tóquio,Varsóvia,Viena,Zurique,Brasília,Açores,Cairo,Luanda',
  // Japanese
  'アテネ,アムステルダム,イスタンブール,ウィーン,カイロ,コペンハーゲン,サンパウロ,サンフランシスコ,シカゴ,シドニー,シンガポール',
  'ジュネーブ,ストックホルム,ソウル,チューリッヒ,デリー,ドバイ,トロント,ニューヨーク,バンコク,パリ,フランクフルト,ブリュッセル',
  'プラハ,ベルリン,ヘルシンキ,マドリード,ミュンヘン,ミラノ,ムンバイ,メキシコシティ,モスクワ,リスボン,ローマ,ロサンゼルス,ロンドン',
  'ワシントン,ワルシャワ,東京,大阪,札幌,福岡,北京,上海,香港,台北',
];

const ID = /^[A-Z][A-Za-z]+\/[A-Z][A-Za-z_/+-]{2,40}$/;
const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s_-]+/g, ' ')
    .trim()
    .toLowerCase();

let cities: ReadonlySet<string> | undefined;

/** The runtime's list is read when it is first asked for. */
function known(): ReadonlySet<string> {
  if (cities) return cities;
  const ids = Intl.supportedValuesOf('timeZone').map((id) => id.slice(id.lastIndexOf('/') + 1));
  cities = new Set([...ids, ...ALSO.flatMap((line) => line.split(','))].map(folded));
  return cities;
}

/** Whether people can mean a zone by it: `Paris`, `São Paulo`, `Mexiko-Stadt`, `パリ`, `Europe/Paris`. */
export function isZonePlace(name: string): boolean {
  if (!ID.test(name)) return known().has(folded(name));
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
