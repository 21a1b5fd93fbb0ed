/** The English words of the rules that keep a message honest (H01–H05, H08) and sober (T04). Part of `en.ts`. */
import { latin } from '../text/latin.ts';
import { anyOf, type WordList } from './list.ts';

/** People, and the things of theirs that fail. */
const SOME_OF =
  '(?:customers?|users?|people|persons?|accounts?|teams?|workspaces?|organi[sz]ations?|visitors?|merchants?|shops?|stores?|patients?|students?|drivers?|sellers?|buyers?|admins?|developers?|callers?|readers?|players?|guests?|passengers?|members?|subscribers?|clients?|tenants?|households?|schools?|hospitals?|branches|sites?|devices?|requests?|calls?|orders?|payments?|messages?|emails?|uploads?|transactions?|deliver(?:y|ies)|errors?|problems?|issues?|complaints?|reports?|cases?|instances?|of (?:you|them|our|the|your|those|these))';

/** What an outage comes from: words that a guess at the cause ends in. */
const CAUSE =
  '(?:cdn|isp|hosting|disks?|router|switch(?:es)?|cables?|servers?|databases?|db|caches?|caching|networks?|networking|dns|certificates?|releases?|deploy\\p{L}*|updates?|upgrades?|patch(?:es)?|migrations?|changes?|config\\p{L}*|misconfig\\p{L}*|bugs?|leaks?|firewalls?|overload\\p{L}*|attack(?:s|ers?)?|ddos|hack(?:s|ers?|ing)?|malware|ransomware|power|cooling|backups?|jobs?|queues?|storage|gateways?|providers?|vendors?|suppliers?|carriers?|hardware|memory|cpu|index(?:es)?|nodes?|clusters?|prox(?:y|ies)|balancers?|scripts?|batch|cron|fib(?:re|er)|rollout|code|failover|replication|third[- ]part(?:y|ies)|heat|storm|lightning|software|firmware|modules?|librar(?:y|ies)|dependenc(?:y|ies)|data cent(?:re|er)s?|spikes?|traffic|surge|outage at|middleware|layer|sessions? stores?|token service|expired|broke it|culprit|crash(?:ed)?|filled|ran out|triggered|caus(?:ed?|ing)|behind (?:it|this)|to blame|due to|because|linked|related|responsible|origin\\p{L}*|stems?)';

const W = "[\\p{L}\\d'-]+";
const few = (most: number) => `(?:${W} ){0,${most}}?`;

const DURATION =
  '(?:(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|ninety|half an|a few|a couple of|several|\\d+ ?(?:-|–|to|or) ?\\d+|(?:one|two|three|four) (?:to|or) (?:two|three|four|five|six))[ -](?:more )?(?:minutes?|mins?|hours?|hrs?|days?)|\\d+ ?(?:min|h|hrs?)(?![\\p{L}]))';
const WHEN = `(?:\\d{1,2}:\\d\\d|\\d{1,2} ?[ap]\\.?m|noon|midday|midnight|lunch(?:time)?|(?:half[ -])?(?:an )?hour|the (?:morning|afternoon|evening|weekend)|this (?:morning|afternoon|evening|weekend)|tomorrow|tonight|today|(?:the )?(?:end|close) of (?:the )?(?:day|business|week)|eod|cob|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|${DURATION})`;
const NEAR =
  '(?:(?:by|at|within|before|until|around|about|in|between|after|from|than|:|take|takes|for|latest) )?(?:the )?(?:next |coming |another |about |around |approximately |roughly |less than |under |at most |no later than |up to |maybe |perhaps |some )*';
const WORKS_AGAIN =
  '(?:fix(?:ed)?|resol(?:ve|ves|ved|ution)|restor(?:e|es|ed|ation|ing)|recover(?:ed|y|s)?|repair(?:ed|s)?|sort(?:ed)?(?: it| this| out)*|work(?= (?:by|at|in|within|before|around) )|work(?:s|ing)?(?: properly| fine| again| normally| as usual)|(?:full|normal) (?:service|operations?|function\\p{L}*)|services? (?:to )?(?:return|resume)\\p{L}*|(?:return|back)(?:s|ed|ing)? to normal|return|resume[ds]?|re-?open(?:s|ed)?|(?:be |have (?:it|this|\\p{L}+(?: \\p{L}+){0,3}) )back(?! with| in touch| here| to you)|(?<!update )back (?:up|online|in service|in operation)|back(?= (?:by|at|in|within|before|between|around|tomorrow|tonight|today|shortly))|up and running|(?:be|have) (?:\\p{L}+ ){0,3}(?:up|online|live|over|done|completed?|ready|available|usable|open) ?(?:again)?|again(?= (?:by|at|in|within|before|around))|normal|solved|over(?= (?:by|at|in|within|before))|available|complete[ds]?|finish(?:ed)?)';

const STAFF =
  '(?:engineers?|employees?|colleagues?|contractors?|interns?|trainees?|operators?|developers?|programmers?|administrators?|admins?|sysadmins?|staff(?: members?)?|team members?|technicians?|electricians?|managers?|workers?|consultants?|foreman|foremen|supervisors?|clerks?|drivers?|nurses?|guards?|cleaners?|janitors?|porters?|apprentices?|juniors?|team leads?|shift leads?)';
const TEAM = `(?:${STAFF}|(?:${W} ){0,2}teams?|(?:night|day|late|early|weekend) shift|on-call(?: engineer)?|dispatcher|help ?desk|department|operations)`;
const ONE = `(?:(?:an?|one|one of (?:our|the|their)|our|the|some|his|her|a single)(?: [\\p{L}-]+){0,2} ${STAFF}|some(?:one|body)(?: (?:on|in|from|at) (?:the |our )?\\p{L}+)?|a (?:person|member of (?:our |the )?(?:staff|team)))`;
/** What can be at fault without anybody being blamed. */
const THING =
  '(?:upgrades?|updates?|releases?|changes?|bugs?|scripts?|certificates?|disks?|cables?|servers?|software|hardware|firmware|configuration|settings?|migration|memory|leak|network|power|weather|storm|heat|overload|traffic|queue|database|patch|rollout|switch|router|pump|part|fault)';
const SUPPLIER =
  '(?:providers?|vendors?|suppliers?|partners?|carriers?|contractors?|subcontractors?|manufacturers?|processors?|hosts?|hosters?|(?:hosting|telecoms?|power|software|security|cloud) (?:company|firm|operator|provider)|compan(?:y|ies)|operators?|third part(?:y|ies)|AWS|Amazon|Azure|Microsoft|Google|Cloudflare|Fastly|Akamai|Stripe|Twilio|Okta)';

const DATA =
  '(?:data|files?|orders|messages|records|payments?|documents?|photos?|uploads?|changes|passwords?|information|details|e-?mails?|events|jobs|money|funds|balances|credentials|backups|content|work|bookings?|card (?:numbers?|details|data)|transactions|entries|exports?|tickets|invoices|deposits)';
const HARMED =
  '(?:lost|accessed|exposed|stolen|leaked|compromised|damaged|affected|missing|deleted|corrupted|at risk|breached|viewed|disclosed|impacted|in danger|tampered)';
const ATTACK =
  '(?:cyber|security (?:incident|breach|issue|event|problem|attack)|malicious|hack|attack|ddos|breach|intrusion|ransomware|data (?:leak|breach)|leak|malware|sabotage)\\p{L}*';

export const HONEST_EN = {
  minimiser: anyOf(
    '(?:just|only|merely) (?:a (?:few|couple|handful)(?! (?:more )?(?:minutes|hours|days|moments|seconds))|an?(?! (?:few|couple|handful))|some|few|the occasional|affect(?:s|ed|ing)? (?:an?|some|few)|impact(?:s|ed|ing)? (?:an?|some|few)|for an?|small|minor|slight|brief|short|temporary|intermittent)(?! (?:single|\\d))',
    '(?:just|only) (?=brief|slight|minor|cosmetic|temporar)',
    'merely',
    "minor(?! (?:version|release|update to|child|children|patient|student|account|league|key|party|parties|tick)|-|'s)",
    'brief(?:ly)?(?!ing| (?:summary|description|you|look|note|overview|report|update|status|history|and))',
    'glitch(?:es|y|ed)?',
    'hiccups?|hiccoughs?',
    'blips?',
    'wobbles?|burp|niggles?|kinks?',
    '(?:an? )?(?:very |relatively |fairly |rather )?(?:small|limited|tiny|low|minor|marginal) (?:number|subset|percentage|portion|fraction|group|proportion|share|set|part|minority|section)(?: of)?(?! (?:format|field|key|theory))',
    `(?:an? |the |any )?(?:very |quite |rather )?(?:small|tiny|minimal|negligible|slight|limited|short|temporary|momentary|trivial|cosmetic|quick|passing) (?:(?:technical|cosmetic|visual|small|temporary|minor) )?(?:issues?|problems?|things?|blemish(?:es)?|flaws?|disruptions?|interruptions?|impact|delays?|outages?|effects?|inconvenience|incidents?|bugs?|errors?|slips?|mishaps?|malfunctions?|faults?|failures?|irregularit(?:y|ies)|lapse|pause|downtime|break|slowdown|loss)`,
    'negligible|trivial',
    'slight(?:ly)?',
    `(?:only )?(?:an? )?(?:very |mere |small |tiny )?(?:handful|fraction|sliver|smattering|minority) of`,
    `(?:a |very |just a |relatively |only )?few (?:of )?(?:our |the |your )?(?:\\p{L}+ )?${SOME_OF}`,
    '(?:a|only a|just a|very) few (?:of (?:our|the|your) )?(?:[\\p{L}-]+ )?(?!(?:minutes|hours|days|seconds|weeks|months|moments|times|steps|bottles|clicks|taps|lines|met(?:re|er)s (?:away|from|long|deep|high)|words|questions|tips|cents|this|as|was|is|has|its|hundreds|thousands)(?![\\p{L}]))\\p{L}{2,}s(?! \\d)',
    `a couple (?:of )?(?:our )?(?:\\p{L}+ )?${SOME_OF}`,
    `(?!some of you (?:have )?(?:already )?(?:wrote|written|told|asked|called|rang|pointed|wondered|noticed))(?:some|certain|select|isolated|individual|occasional) (?:of )?(?:our |the |your )?(?:[\\p{L}-]+ )?${SOME_OF}(?! \\d)`,
    // Any other things in the plural, but not times, and not what we do.
    `(?:some|certain) (?:of (?:our|the|your) )?(?:[\\p{L}-]+ )?(?!(?:days|hours|minutes|weeks|months|years|times|seconds|steps|ways|news|progress|details|questions|answers|words|others|ideas|changes|tests|checks|measures|adjustments|experiments|servers|machines|disks|logs|traces|tips|links|examples|notes|tools|always|this|process|access|success|its|his|as|us|is|was|has|does)(?![\\p{L}]))\\p{L}{2,}s(?! \\d)`,
    'a (?:bit|little)(?: bit)? (?:slow|late|long|delay|unstable|rough|flaky|sluggish|more|less)\\p{L}*',
    "(?<!(?:will|'ll|shall|should|going to|be|have)[^.!?;\\n]{0,60} )momentarily|momentary|short-lived|fleeting",
    'for (?:just |only )?(?:a|some) (?:very )?(?:short|little|brief|small) (?:time|while|period|moment|spell)|for (?:just |only )?a (?:moment|second|split second)',
    'small (?:hitch|bump|snag)|hitch|snag|bump in the road',
    '(?:in )?(?:rare|isolated|exceptional|very few|certain) (?:cases?|occasions?|circumstances|incidents?|issues?|reports?|instances)',
    '(?:impact|effects?|disruption|scope|damage|consequences|number of (?:affected )?\\p{L}+) (?:is|are|was|were|remains?|should be|has been|appears?|seems?)(?: to be)?(?: (?:very|quite|rather|still|relatively|extremely))? (?:limited|minimal|small|low|minor|negligible|contained|slight)',
    "(?:not a|no) big deal|nothing (?:major|serious|dramatic|big|to worry about|to be concerned about|out of the ordinary)|no (?:cause|reason|need) (?:for|to) (?:alarm|concern|worry|panic)|no need to (?:worry|panic)|not (?:very |too |that )?(?:serious|severe|dramatic)|isn't (?:serious|dramatic)",
  ),
  fleeting: anyOf('brief(?:ly)?|short\\p{L}*|momentar\\p{L}+|quick|fleeting|passing|moment|while'),
  amount: anyOf(
    'some|certain|select|isolated|individual|occasional|few|couple|handful|fraction|sliver|smattering|minority|number|(?:sub)?set|percentage|portion|group|proportion|share',
  ),
  minimiserExcuse: anyOf(
    // What we cannot see yet; what customers cannot see is their trouble.
    "(?:we|I)(?: \\p{L}+)? (?:(?:do|can)(?: not|n't)|cannot)(?: yet)? (?:yet )?(?:know|say|tell|see)|(?:do|does)(?: not|n't)(?: yet)? (?:yet )?know|cannot yet (?:say|tell|see)",
    'not (?:yet )?known',
    'unknown',
    '(?:we )?(?:count|counted|counting) \\d|\\d[\\d.,]{0,12} (?:so far|in all|in total|of them|altogether)',
    '(?:(?<!at )\\d[\\d.,]{0,12}\\s?(?:%|percent|per cent|‰)|\\d+ (?:in|of|out of) (?:about |around )?\\d+|(?:one|two|three|four) (?:in|out of) (?:\\p{L}+|\\d+))',
    `\\d[\\d.,]{0,12}(?: (?:of (?:our|the|your)|\\p{L}+))?(?: \\p{L}+)? (?:\\p{L}+)?(?:customers?|users?|people|accounts?|minutes?|seconds?|hours?|days?|requests?|orders?|milliseconds|ms|times|payments?|${SOME_OF.slice(3)}`,
    '\\d+ ?(?:min|s|h|ms)(?![\\p{L}])',
    '\\d[\\d.,]{0,12} (?!minutes|hours|seconds|days)\\p{L}{3,}s',
    '(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty) (?:minutes?|seconds?|hours?|customers?|users?|accounts?|shops?|stores?|sites?|regions?|countries)',
  ),
  guess: latin(
    [
      // Believing, without knowing.
      `(?<![\\p{L}])(?:we|I|they|engineers?|the team|our \\p{L}+)(?:'d| would| do| now| currently| still| also| strongly)* (?:believe|think|assume|guess|reckon|presume|suppose|imagine|speculate|figure|fear) (?!of |about )${few(12)}${CAUSE}`,
      '(?<![\\p{L}])(?:we|I|engineers?|(?:the|our)(?: \\p{L}+)? teams?)(?: \\p{L}+)? (?:suspect|surmise|speculate)s?(?![\\p{L}])',
      "(?<![\\p{L}])(?:we are|we're|I'm) (?:fairly|pretty|quite|almost|reasonably|nearly|relatively) (?:sure|certain|confident)",
      '(?<![\\p{L}])(?:best|educated|first|current) guess|(?<![\\p{L}])(?:hunch|gut feeling|suspicion|(?:working|current|leading|main|prevailing) (?:theory|hypothesis|assumption)|(?:theory|hypothesis) is)(?![\\p{L}])',
      '(?<![\\p{L}])(?:in all likelihood|in all probability|odds are|chances are|reason to (?:believe|think|suspect|assume))(?![\\p{L}])',
      // Hints that are told as findings.
      `(?<![\\p{L}])(?:early|initial|first|preliminary)(?: \\p{L}+)? (?:signs?|indications?|findings?|evidence|analysis|investigations?|results?|reports?)(?: \\p{L}+){0,3} (?:suggests?|points?|indicates?|shows?|are that|is that|hints?)`,
      `(?<![\\p{L}])(?:everything|all|evidence|signs?|logs?|data|metrics|graphs?|it|this|that|indications?|symptoms?|which) (?:\\p{L}+ )?(?:points?|pointing|hints?|hinting|suggests?|indicates?) (?:to|at|towards?|that|the|an?|our) ${few(6)}(?:${CAUSE}|${W})`,
      // Hedged causes.
      `(?:(?<=^|[.!?;:,(—–\\n]\\s?)|(?<=(?:is|was|are|were|'s|because|due to|caused by|by|and|but|or) ))(?:most |very |quite )?(?:probably|presumably|apparently|perhaps|maybe|possibly|seemingly|supposedly|likely|potentially|evidently|conceivably),? (?!you |your |affected)${few(5)}${CAUSE}`,
      `(?<![\\p{L}])(?:appears?|seems?|likely|probably|possibly|presumably|apparently|perhaps|potentially|maybe)(?: ${W}){0,4}? (?:caused|due to|triggered|related to|linked to|the result of|because of|stem(?:s|ming)? from|a result of|connected to|originat\\p{L}*|the cause|the culprit|down to|comes? from|lies? (?:in|with))`,
      '(?<![\\p{L}])(?:may|might|could)(?: well)? be (?:the|an?|one|our)(?: \\p{L}+)? (?:cause|reason|culprit|trigger|source|explanation)(?![\\p{L}])',
      '(?<![\\p{L}])(?:may|might|could|would)(?: well)? (?:have |be |been |also |possibly |stem )*(?:caused|due to(?! (?:arrive|be|start|end|open|close|return|expire))|triggered|related|linked|the result|because|from|down to|the cause|responsible|connected|behind|to blame|the culprit)(?![\\p{L}])',
      `(?<![\\p{L}])(?:it|this|that|there|cause|reason|culprit|trigger|source)(?: \\p{L}+)? (?:may|might|could)(?: well| also)? (?:be|have been|come from|stem from|lie) ${few(4)}${CAUSE}`,
      `(?<![\\p{L}])(?:it|this|that|there|which|problem|issue|fault|errors?|outage|source|trouble|cause|everything|failures?)(?: \\p{L}+)? (?:seems?|appears?|looks?|sounds?) (?:that |as if |as though |like |to be |to have |to stem |to come |to originate |to lie )?${few(7)}${CAUSE}`,
      '(?<![\\p{L}])(?:seems?|appears?) to have (?:been (?:misconfigured|overloaded|cut|damaged|unplugged|changed|deleted|hacked|attacked)|(?:\\p{L}+ )?(?:lost power|run out|crashed|failed|filled|overheated|expired|died|broken down|tripped|leaked))',
      '(?<![\\p{L}])(?:our|my|the) first (?:thought|impression|instinct)(?![\\p{L}])',
      `(?<![\\p{L}])(?:looks?|looking|sounds?) (?:like|as if|as though) ${few(6)}(?:${CAUSE}|problem|issue|trouble|fault|failure|bug|attack|outage)`,
      // Named as likely.
      '(?<![\\p{L}])(?:likely|probable|potential|possible|suspected|presumed|apparent|assumed)(?: [\\p{L}-]+)? (?:causes?|culprits?|triggers?|root cause|sources?|reasons?|explanations?)',
      `(?<![\\p{L}])(?:potential|possible|suspected|probable|presumed|alleged) (?:[\\p{L}-]+ )?${CAUSE}`,
      '(?<![\\p{L}])(?:caused|due|triggered|related) (?:most )?(?:likely|probably|possibly|presumably|apparently|perhaps|potentially)',
      '(?<![\\p{L}])(?:cause|root cause|source|culprit|trigger|reason|explanation) (?:is|was|may be|might be|could be|seems|appears|may|might|could)(?: \\p{L}+)? ?(?:likely|probably|possibly|presumably|to be|apparently|suspected|perhaps|be|lie)(?![\\p{L}])',
      `(?<![\\p{L}])(?:it|this|that)(?:'s| is| was)(?: most| very| quite)? (?:probably|presumably|likely|possibly|perhaps|maybe) (?:due|down|something|(?:an?|the|our|their|some|one)(?! (?:\\p{L}+ )?(?:best|safest|easiest|quickest|only)(?![\\p{L}])))`,
      `(?<![\\p{L}])(?:it is|it's|it seems|it appears)(?: \\p{L}+)? (?:likely|probable|possible|conceivable)(?: that)? ${few(8)}${CAUSE}`,
    ].join('|'),
    'iu',
  ),
  guessExcuse: anyOf(
    "(?:do|does|did)(?: not|n't)(?: yet)? (?:yet )?know",
    'no (?:cause|guess)',
    "(?:will|do)(?: not|n't) (?:guess|speculate)",
    'not (?:yet )?know',
    'rul(?:e|ed|ing) out',
    'apolog\\p{L}+|sorry|regret|inconvenience',
  ),
  vague: anyOf(
    '(?<!no |too |how |as |(?<!any )sooner or )soon(?!er)(?! (?:as|enough to|after|before|afterwards)(?![\\p{L}]))(?! (?-i:\\p{Lu}\\p{Ll}+))',
    '(?<!a )shortly(?! (?:after|before|afterwards|thereafter))',
    'a\\.?s\\.?a\\.?p\\.?',
    'as (?:soon|quickly|fast|swiftly|promptly|rapidly|early|speedily|best|far) as (?:possible|humanly possible|we (?:can(?! (?:confirm|be sure|see))|have(?! (?:confidence|confirmed|finished|completed|tested|verified|checked|restored|replaced|made sure|enough))|get|learn|know|possibly can|are able)(?![\\p{L}])|practicable|(?:more )?(?:information|news|details?) (?:is|are|becomes?))',
    'in due (?:course|time)|in good time|in the fullness of time',
    '(?:in|for) the (?:very )?(?:near|nearest|foreseeable|not too distant) (?:future|term)|in the (?:near|short) term',
    '(?:in|within) (?:a )?(?:timely (?:manner|fashion)|(?:short|little) (?:while|time)|few moments|no time|jiffy|bit|moment|while|tick)(?! (?:of|ago))',
    '(?<=(?:monitor|watch|wait|observe|keep)\\p{L}*(?: \\p{L}+){0,4} )for (?:a|some) (?:while|bit|time|little)',
    'before (?:too )?long|by and by|eventually',
    'at (?:the|our) earliest(?: (?:opportunity|possible|convenience))?|at a later (?:time|date|point|stage)|until further notice',
    '(?:when|once|as|until|if|the (?:moment|minute|second)|as soon as) (?:we|there)(?: (?:will|do))? (?:have|know|learn|get|hear|is|are|can share|find out)(?: \\p{L}+)? ?(?:more|it|them|news|any|anything|something|further|additional|an update|updates|details|information|new (?:information|facts|findings))(?![\\p{L}])',
    '(?:as|when|once) (?:(?:more|further|additional|new) )?(?:information|details|news|they|it|more|updates?) (?:becomes?|is|are) (?:\\p{L}+ )?(?:available|known|ready)|(?:updates?|information|details?|news|more|share|post|report)[^.!?;\\n]{0,40} as (?:they|it) (?:become|come)s? (?:available|in)',
    'sooner or later|one of these days',
    '(?:updates?|notices?|information|news|details?|word|statements?|reports?|communications?)[^.!?;\\n]{0,40} (?:when(?:ever)?|where) (?:it is )?(?:appropriate|available|possible|ready|necessary|needed|required|warranted)',
    'any (?:minute|moment|second|day)(?: now)?|(?:at )?any time now|imminent(?:ly)?',
    "(?:will|\\p{L}+'ll|shall|should|going to|be|have)[^.!?;\\n]{0,60} momentarily",
    '(?:over|in|within|during|throughout|for) the (?:next|coming|following) (?:few |couple of |several |some )?(?:minutes|hours|days|weeks)',
    "(?:will|\\p{L}+'ll|shall|should|expect|hope|back|again|update|return|news|more)[^.!?;\\n]{0,60}? (?:in|within) (?:just |only )?(?:a few|a couple of|several|some|a matter of) (?:more )?(?:minutes|hours|days|moments|weeks|time)",
    '(?:more|updates?|details?|information|news|further \\p{L}+)(?: (?:information|details|news|updates?))? (?:to (?:follow|come)|will (?:follow|come)|follows?|coming|on the way)(?! (?:by|at|on|before|until|within))',
    '(?:keep(?:ing)?|kept) (?:you|everyone|everybody|customers|users|people|all|our \\p{L}+)(?: \\p{L}+)? (?:posted|updated|informed|in the loop|up to date|abreast)',
    'watch this space',
    "(?:will|\\p{L}+'ll|shall|going to|working to|work(?:ing)? on|aim(?:ing)? to|hop(?:e|ing) to|try(?:ing)? to|return(?:ing)?|want to)[^.!?;\\n]{0,60}? (?:immediately|promptly|right away|straight ?away|swiftly|speedily|rapidly|without (?:any |undue |further )?delay)(?! (?:after|before|upon|when|if|once|at \\d))",
    '(?:fix|resolve|restore|repair|solve|return|respond|address|reply|sort|com(?:e|ing))[^.!?;\\n]{0,40}? quickly(?! (?:as|again|after|than))',
    '(?:try|check|come|look|visit|call|retry|return)(?: \\p{L}+){0,3} later(?! (?:than|on \\p{Lu}))|later (?:today|tonight|this (?:morning|afternoon|evening|week|month)|in the (?:day|week))',
    '(?:at )?some (?:point|stage)(?: (?:today|tonight|tomorrow|soon|later|this \\p{L}+|next \\p{L}+))?(?! in)|some ?time (?:soon|today|tomorrow|tonight|this \\p{L}+|next \\p{L}+|later)',
    '(?:in )?(?:the )?shortest (?:possible )?(?:time|delay)(?: possible)?',
    'regular(?:ly)? (?:updates?|updated|intervals|information)|(?:update|updates|inform|post|write|report)[^.!?;:\\n]{0,40} (?:regularly|periodically|from time to time|frequently|continuously)(?!:)|periodic(?:ally)? (?:updates?|provide|post|update)|at regular intervals',
    'from time to time|(?:updates?|posts?|reports?) (?:periodically|as needed|as (?:events|developments) warrant)|as events warrant|as needed',
  ),
  vagueBeside: latin(
    '^(?!.*(?:soon(?! as we)|short|asap|possible|moment|minute|few|hours|days|coming|imminent)).*(?:later|learn|more|information|details|news|know|hear|regular|period|time to time|events|needed|posted|updated|informed|immediately|promptly|quickly|rapidly)',
  ),
  eta: latin(
    [
      `(?<![\\p{L}])(?:ETA|(?:estimated|expected) (?:time (?:to|of|for) (?:recovery|repair|resolution|fix|restoration)|resolution|recovery|repair|fix|restoration)(?: time)?|time to (?:fix|repair|recovery|resolution))(?![\\p{L}])[^.!?\\n]{0,30}?${WHEN}`,
      `(?<![\\p{L}])(?:expect(?:s|ed|ing)?|estimat(?:e|es|ed|ing)|anticipat(?:e|es|ed|ing)|hop(?:e|es|ing)|aim(?:s|ing)?|plan(?:s|ning)?|should|will|(?<=[\\p{L}]')ll|going to|is to|are to|forecast|predict|confident|want|intend|target(?:ing)?|goal|on track|try(?:ing)?|promise|likely)(?![\\p{L}])[^.!?;\\n]{0,80}?(?<![\\p{L}])${WORKS_AGAIN}(?![\\p{L}])[^.!?;\\n]{0,60}?(?<![\\p{L}\\d])${NEAR}${WHEN}`,
      `(?<![\\p{L}])(?:it|this|that|(?:the |a |our )?(?:full |complete )?(?:fix|repairs?|recovery|restor(?:e|ation)|resolution|work|copy(?:ing)?|deployment|rollout|roll-?back|reboot|restart|rebuild(?:ing)?|sync|switch(?:-?over)?|process|everything))(?: (?:will|should|may|might|could|is (?:expected|going|likely) to|'ll|would|probably|usually))* (?:takes?|needs?|last|require)s? ${NEAR}${DURATION}`,
      `(?<![\\p{L}])(?:expect|estimate|anticipate|reckon|need|give us|allow|another|about|further)(?: \\p{L}+)? ${DURATION} (?:until|before|and|for) [^.!?;\\n]{0,50}?(?:work|back|fix|normal|restor|repair|again|recover)`,
      `(?<![\\p{L}])(?<!(?:call|come|check|write|get|report|go|ring)(?: you| us)? )back (?:up |online )?(?:in|within) ${NEAR}${DURATION}`,
      `(?<![\\p{L}])(?:give (?:us|it|them)|bear with us for|we need) ${NEAR}${DURATION}`,
      `(?<![\\p{L}])(?:re-?opens?|resumes?|restarts?|comes? back|goes? live|(?:is|are) back) (?:again |online )?(?:at|by|from) ${WHEN}`,
      // The time first: "by 17:45 UTC everything will be normal", "nobody will have trouble".
      `(?<![\\p{L}])(?:by|before) ${WHEN}[^.!?;\\n]{0,30}? (?:will|should|shall|can)(?![\\p{L}])[^.!?;\\n]{0,60}?(?<![\\p{L}])${WORKS_AGAIN}(?![\\p{L}])`,
      `(?<![\\p{L}])(?:by|before) ${WHEN}[^.!?;\\n]{0,12}? (?:nobody|no one|every(?:body|one|thing)|all (?:of )?\\p{L}+)(?: \\p{L}+)? (?:will|should|can)(?![\\p{L}])`,
    ].join('|'),
    'iu',
  ),
  etaExcuse: anyOf(
    // What readers are asked to do is no estimate.
    '(?:try|retry|reload|refresh|call|come back|check)(?: (?:it|this|us|again|back|the page|once more)){0,3} (?:in|after)',
    "(?:we|I)(?:'ll| will| shall)(?: \\p{L}+)? be (?:back|here|around|with you|in touch)(?: again| here)?(?! (?:up|online|live|in (?:business|service|operation)|to normal|and running|open)(?![\\p{L}]))",
    '(?:hear|more) from us|(?:be|come|get|write|report) back (?:here |to you )?with',
    "(?:cannot|can't|can not|do not|don't|no|not|unable to|too early to) (?:yet )?(?:say|know|give|estimate|predict|promise|have an? estimate|estimate|ETA)",
    '(?:next|another|further|new|our) (?:update|word|news|post|message|report|notice)',
    "(?:will|\\p{L}+'ll|shall|going to|to)(?: (?:also|then|again|next))? (?:post|write|publish|share|report|tell|say|update|review|inform|announce|decide|speak|let you|know|get (?:back|in touch)|check (?:back )?in)",
    'automatically|refund\\p{L}*|credit\\p{L}*|review|post-?mortem|retri(?:ed|es)',
  ),
  etaRange:
    /between [^.]{1,30}? and |(?:\d+|one|two|three|half an?|an?)(?::\d\d)?(?: ?(?:UTC|minutes?|hours?|[ap]m))? ?(?:-|–|to|or) ?(?:\d+|two|three|four|five|six)/iu,
  etaBasis: anyOf(
    'because',
    'based on',
    'judging (?:by|from)|going by',
    'as (?:the|our|it) (?:last|first|previous|tests?|\\p{L}+ (?:took|takes?))',
    'at (?:the|its|our) (?:current|present) (?:rate|speed|pace)(?: of)?|at (?:this|that) (?:rate|pace|speed)|at (?:a|the) rate of',
    '(?:took|takes|needed|needs) ',
    'measured|extrapolat\\p{L}+|from (?:our|the) tests?',
    'from the',
    'since the',
    'so far',
    '(?:last|previous) time',
    'the first \\p{L}+ (?:took|is|are)',
    '(?:per|a|an|each|every) (?:minute|hour|second)',
    '(?:have|has|is|are) (?:already )?(?:\\d|restored|copied|done)',
    '\\d+ of (?:the )?\\d+',
  ),
  blameAlways: anyOf(
    "(?:out of|outside|beyond)(?: of)? (?:our|anyone's|anybody's) (?:control|hands|responsibility|influence|power)",
    'solely (?:responsible|at fault)|sole responsibility of (?!ours)',
    "not our (?:fault|doing|responsibility|problem|mistake)|not caused by us|nothing to do with us|not (?:to be )?(?:blamed on|attributed to) us|(?:aren't|are not|were not) at fault",
    `(?<!who |(?<![\\p{L}])${THING} )(?:is|are|was|were|be|being|entirely|solely) to blame(?! for us)`,
    `(?:fault|blame|responsibility)(?: for [^.!?;\\n]{1,30})? (?:lies|rests|falls|is)(?: \\p{L}+)? (?:with|on|at)(?! us)`,
    `(?:the )?fault of (?!(?:our own|ours|us)(?![\\p{L}]))(?:our |the |an? |their )?(?:\\p{L}+ ){0,3}(?:${SUPPLIER}|${STAFF}|team|customer|user)`,
    `(?:${SUPPLIER}|${STAFF}|team|someone|somebody|their|his|her|customers?|users?|whose)(?:'s|'|s')? (?:own )?fault(?!y)`,
    'through no fault|no fault of (?:ours|our own)',
    "(?:the|our|an?|their)(?: [\\p{L}'-]+){1,4}? (?:(?:had |have |has |simply |again )?(?:forgot(?:ten)?|neglected|botched|messed up|screwed up|slacked|blundered)|ignored (?:the|an?|several|all|our) (?:\\p{L}+ )?(?:warnings?|alarms?|alerts?|signs?|notices?|calls?))(?![\\p{L}])",
    '(?:human|operator|user|manual|staff|pilot|employee|engineer|administrator)(?: |-)(?:error|mistake|failure|blunder|oversight)',
    'fat[- ]finger\\p{L}*',
    // Somebody by name.
    '(?-i:\\p{Lu})\\p{L}+ (?:from|in|of|at|on) (?:our |the )?(?:ops|operations|engineering|IT|networking|support|infrastructure|devops|SRE|platform|security|\\p{L}+ team)(?: (?:has|had|then|again|simply))* (?:accidentally|mistakenly|wrongly|inadvertently|carelessly|forgot(?:ten)?|failed to|neglected|overlooked|ignored|missed|mistyped|deleted|removed|broke|unplugged|misconfigured|misread)',
    '(?-i:\\p{Lu})\\p{L}+ (?:forgot|mistyped)',
    'blam(?:e|es|ed|ing) (?!(?:us|ourselves|nobody|no one|anyone|anybody|lies)(?![\\p{L}]))(?:it |this )?(?:on )?(?:the|our|an?|their|his|her|(?-i:\\p{Lu})\\p{L}+)(?! (?:load|traffic|weather|wrong))',
    `${ONE}(?: (?:who|that|has|have|had|then|again|simply|apparently|unfortunately)){0,3} (?:accidentally|mistakenly|wrongly|erroneously|incorrectly|inadvertently|unintentionally|carelessly|forgot(?:ten)?|failed to|neglected|overlooked|ignored|missed|mistyped|deleted|removed|broke|unplugged|misconfigured|misread|misunderstood|made an? (?:\\p{L}+ )?(?:mistake|error)|(?:pushed|ran|typed|pressed|pulled|cut|chose|entered|used|deployed|ran|executed|clicked|flipped) the wrong|tripped|did(?: not|n't) (?:react|notice|respond|check|test|follow|renew|act|see|follow|look|pay)|screwed up|messed up|botched|caused|pulled (?:a|the) (?:cable|plug)|hit the wrong)`,
    `${ONE}(?: (?:who|that|has|have|had))? \\p{L}+[^.!?;\\n]{1,50}? by (?:accident|mistake)`,
    `(?:an?|our|the|one of our)(?: [\\p{L}-]+){0,2}? ${TEAM}(?: (?:has|have|had|then|again|who|simply))? (?:accidentally|mistakenly|wrongly|erroneously|incorrectly|inadvertently|carelessly|forgot(?:ten)?|failed to(?! (?:reproduce|find|connect))|neglected|overlooked|ignored|missed (?:the|an?)|misconfigured|made an? (?:\\p{L}+ )?(?:mistake|error)|did(?: not|n't) (?:react|notice|respond|check|test|follow|renew)|screwed up|messed up|botched)`,
    '(?:facilities|marketing|sales|finance|accounting|procurement|purchasing|HR|legal|ops|operations|support|engineering|management|headquarters)(?: (?:has|had|have|again|simply))* (?:forgot(?:ten)?|neglected|overlooked|ignored|botched|messed up|screwed up|failed to (?!reproduce|find|connect))',
    `(?:the|our|an?)(?: [\\p{L}-]+)? (?:team|department|shift|crew|desk)(?: (?:has|had))? (?:failed to(?! (?:reproduce|find|connect))|forgot|neglected|overlooked|ignored|missed (?:the|an?) (?:alarm|alert|warning|page|call|sign)|botched|messed up|screwed up)`,
    `${ONE}(?: (?:who|that|has|have|had))? \\p{L}+(?: (?:off|on|out|up|down|in))? (?:the|a) wrong`,
    `(?:${SUPPLIER}|${STAFF}|team|crew|shift) (?:is|are|was|were)(?: \\p{L}+)? (?:incompetent|unreliable|useless|negligent|sloppy|careless|reckless|lazy|asleep|inattentive|hopeless|a disgrace)`,
    `(?:careless|negligent|incompetent|sloppy|lazy|reckless|irresponsible|unreliable)(?: \\p{L}+)? (?:${STAFF}|${SUPPLIER}|work|team|customers?|users?)`,
    `(?:mistakes?|errors?|negligence|carelessness|incompetence|blunder|oversight|slip|fault|sloppiness)(?: (?:that was|which was|made|committed|caused))? (?:by|of|on the part of|from|at) (?:an?|one of our|our|the|their)(?: \\p{L}+){0,2} (?:${STAFF}|${SUPPLIER})`,
    `(?:${SUPPLIER})(?:'s|'|s')? (?:negligence|incompetence|mistakes?|errors?|blunder|carelessness|sloppiness|failure to)`,
    `(?:${SUPPLIER}) (?:(?:has|have|had|again|once|more|simply|unfortunately) ?)*(?:let us (?:all )?down|failed us|botched|screwed up|messed up|dropped the ball|broke (?:their|its) (?:promise|word|contract)|(?:is|are|was|were)(?: \\p{L}+)? (?:responsible|at fault|to blame|guilty|negligent)|should be ashamed|did(?: not|n't) (?:do (?:their|its) job|bother))`,
    'should be ashamed|let us down|dropp(?:ed|ing) the ball|asleep at the (?:wheel|switch)|cut(?:ting)? corners',
    'because (?:our |the |so many |too many |some )?(?:customers?|users?|clients?|visitors?|people) (?:keep|kept|insist|refuse|hammer)\\p{L}*|(?:customers?|users?|clients?|visitors?)(?: (?:who|that))?(?: (?:\\p{L}+ ){0,4})?(?:misused|abused|should (?:not )?have|caused (?!no|nothing)|overloaded|ignored|flooded)',
  ),
  blameVendor: anyOf(
    'because (?-i:\\p{Lu})[\\p{L}\\d&-]+(?: (?-i:\\p{Lu})[\\p{L}\\d&-]+){0,2}(?<!because I) (?:has |have |had |again )*(?:broke|broken|failed|changed|had|went down|crashed|forgot|cut|is down|is having|let|pushed|shipped|messed|dropped)',
    `(?:due to|caused by|because(?: of)?|result of|thanks to|owing to|triggered by|comes? from|came from|originat\\p{L}* (?:from|with|at)|stems? from|down to)(?: [\\p{L}\\d',-]+){0,7} (?:(?:cloud|hosting|network|payment|email|mail|upstream|external|third[- ]party|DNS|CDN|telecoms?|service|internet|identity|SMS|power)[ -])?(?:providers?|vendors?|suppliers?|third[- ]part(?:y|ies)(?! (?:librar|modul|code|package|component))|partners?|carriers?|upstream|subcontractors?|AWS|Amazon|Azure|Microsoft|Google|Cloudflare|Fastly|Akamai|Stripe|Twilio|Okta|OVH|Hetzner|GitHub|Salesforce|Oracle|SendGrid|Auth0)`,
    `(?:${SUPPLIER}) (?:(?:has|have) )?(?:shipped|delivered|sent|pushed|released|deployed|made|supplied) (?:us )?(?:an? )?(?:broken|faulty|bad|wrong|buggy|empty|defective|corrupt)`,
    "(?:our )?(?:(?:cloud|hosting|network|payment|upstream|external|third[- ]party|DNS|CDN|power|internet|identity|mail|SMS) )?(?:provider|vendor|supplier|third party|carrier|AWS|Azure|Cloudflare|Google Cloud|Amazon S3|Stripe|Twilio|Okta|Fastly|Akamai)(?:s|'s)? (?:has (?!confirmed|told)|have|is having|is experiencing|caused|broke|is down|failed|suffers?|is suffering)(?! (?:confirmed|told))",
  ),
  assurance: anyOf(
    `(?:no|none of (?:your|the|our)|not (?:a single|any))(?: [\\p{L}-]+){0,3} ${DATA}(?: [\\p{L}-]+){0,5}? ${HARMED}`,
    `(?:your|all|all (?:of )?your|customers?'?|personal|the|our|any|every)(?: [\\p{L}-]+){0,3}? ${DATA}(?: \\p{L}+)? (?:is|are|was|were|remains?|stays?|has|have)(?: \\p{L}+){0,3}? (?:safe(?:ly)?|secure|intact|protected|unaffected|unharmed|complete|never (?:been )?(?:at risk|in danger|exposed|lost|accessed)|not (?:been )?(?:affected|lost|at risk|exposed|accessed|compromised|impacted|touched|leaked|stolen|in danger))(?! (?:mode|place|mail))`,
    `your (?:account|accounts|savings|identity|privacy|profile|login) (?:is|are|remains?|stays?)(?: \\p{L}+){0,2}? (?:safe|secure|protected)`,
    `${DATA} (?:is|are|was|were|has|have)(?: not|n't| never)(?: been)? ${HARMED}`,
    '(?:none of (?:your|the|our|their)|no|not (?:a single|one))(?: [\\p{L}-]+){1,3}? (?:are|were|have been|got|went)(?: \\p{L}+)? (?:lost|accessed|exposed|stolen|leaked|compromised|corrupted|deleted)',
    'no (?:unauthori[sz]ed|improper|illegal|outside|third-party) (?:\\p{L}+ )?(?:access|use|persons?|part(?:y|ies)|activity)',
    'no (?:data )?(?:loss(?! of (?:power|signal|service|connection))|breach|leak|intrusion|data loss|security (?:incident|breach|issue|impact|risk|implications?|concerns?))',
    `(?:lost|lose) no ${DATA}|(?:have|has|did|do|will)(?: not|n't) (?:lost|lose)(?: (?:any|a single|your|one))? (?:\\p{L}+ )?${DATA}`,
    `nothing (?:was|has been|is|got|went|of yours (?:was|is)) (?:lost|stolen|leaked|exposed|compromised|missing)|without (?:any )?(?:data loss|loss of data|losing (?:any )?data)|zero data loss`,
    `(?:not|n't|never|neither)(?: ${W}){0,6}? ${ATTACK}`,
    `(?:rul(?:e|ed|ing) out|exclude[ds]?)(?: ${W}){0,4}? ${ATTACK}`,
    '(?:nobody|no one|no third party)(?: (?:has|had|else|outside))* (?:accessed|saw|seen|read|took|taken|stole|stolen|viewed|had access)',
    "(?:isn't|wasn't|aren't|weren't|is not|was not)(?: \\p{L}+){0,3}? (?:hack|attack|breach)\\p{L}*",
    `(?:no (?:evidence|sign|indication|trace|suggestion)s? (?:of|that))(?: ${W}){0,6}? (?:attack|breach|access(?:ed)?|intrusion|data|compromised?|malicious|lost|stolen|hack\\p{L}*|leak\\p{L}*)`,
    'security (?:was|is|has been)(?: \\p{L}+)? (?:not|never|un)\\p{L}*',
    "(?:was|were|is|are|been)(?: not|n't)(?: \\p{L}+)? (?:compromised|hacked|breached|leaked|stolen)",
  ),
  assuranceExcuse: anyOf(
    // The service of that name, and not what is stored.
    "(?:payments|orders|messages|uploads|downloads|emails?|calls|transactions|bookings|transfers|deliveries) (?:is|are|was|were)(?: not|n't)(?: been)? (?:affected|impacted)",
    'whether',
    'if',
    'checking',
    '(?:confirmed|checked|verified|approved|signed off) by (?-i:\\p{Lu})',
    'cannot (?:yet )?(?:say|tell|rule)',
    '(?:do|does) not (?:yet )?know',
    'not yet (?:know|known|clear)',
    'examin\\p{L}+',
    'investigat\\p{L}+',
  ),
  namedApprover: latin(
    String.raw`(?:confirmed|checked|verified|approved|signed off|reviewed) by (?:our [\p{L} ]{3,40}, )?\p{Lu}\p{Ll}+(?: \p{Lu}|,)|\p{Lu}\p{Ll}+ \p{Lu}[\p{Ll}’'-]+,? (?:our|the|head|chief|CISO|CTO|data)[^.!?\n]{0,60}? (?:confirm|verif|check|approv|sign)`,
    'u',
  ),
  marketing: anyOf(
    'world[- ]class',
    'best[- ]in[- ]class',
    'industry[- ]leading|market[- ]leading',
    '(?:excited|thrilled|proud|delighted|stoked) (?:to|that|about)',
    'award[- ]winning',
    "oops|whoops|uh-oh|oopsie|yikes|ouch|d'oh|hooray|hurray|yay|woo-?hoo|ta-?da|phew|eek|argh|gosh",
    'gremlins?',
    'hamsters?|monkeys|unicorns?|ninjas?|wizards?|elves|little helpers',
    "murphy's law",
    'lol|haha(?:ha)?|rofl|fingers crossed|knock on wood|touch wood',
    'cutting[- ]edge|bleeding[- ]edge|next[- ]gen(?:eration)? (?:platform|experience)',
    'state[- ]of[- ]the[- ]art',
    'stay tuned',
    'blazing(?:ly)? fast|lightning[- ]fast',
    'next[- ]level',
    'game[- ]chang\\p{L}+',
    'supercharged?',
    'seamless(?:ly)?|frictionless|delightful|unparalleled|unrivalled|unmatched',
    'upgrade (?:now|today)(?: to| and)?|(?:try|discover|explore|check out) our (?:new|latest|premium|amazing|great)(?: \\p{L}+){0,2}',
    'discount code|special offer|limited[- ]time|promo code|(?:get|enjoy|save) \\d+ ?% off',
    '(?:taking|took|having|needs?) a (?:nap|break|breather|coffee break|little rest|siesta|day off)(?: from)?|bad hair day|went on strike|decided to (?:take|go|have)|(?:needs?|deserves?) (?:an?|some) (?:rest|nap|break|coffee|holiday|vacation)|superhero\\p{L}*|called in sick|under the weather|gave up the ghost|kicked the bucket|threw a tantrum|being (?:a bit )?(?:moody|grumpy|naughty|stubborn)|playing up|having a moment|pulled? (?:its|their) socks up',
    "good news,? (?:everyone|everybody|folks|all)|great news|houston,? we have|grab (?:a|some|yourself) (?:a )?(?:coffee|tea|cup)|time for (?:a )?coffee|work(?:ing)? (?:their|our|its) magic|you rock|(?:we are|we're) back,? baby|back with a bang|rock and roll|the show must go on|sit back and relax|happy (?:\\p{L}+ing)",
  ),
} satisfies Partial<WordList>;
