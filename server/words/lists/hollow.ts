/**
 * Words that tell a reader nothing about their own situation: the small words of the language, the generic nouns of
 * status pages, and the words around an apology. What is left of a sentence without them is what it says.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

export const HOLLOW_EN = words(`
  a an the this that these those it its they them their there here and or but so as if when while than then also too
  of to in on at by for from with without into about around over after before since until during between within per via
  is are was were be been being am has have had having do does did doing done will would shall should can could may might must
  not no yes any some all each both more most much many few other others such same own very quite still yet now again already currently
  presently ongoing today further next new soon shortly
  we our us i you your yours who whom which what where how why
  thank thanks please kindly sincerely deeply truly really sorry apologise apologize apology apologies apologising apologizing regret forgive pardon
  issue issues problem problems incident incidents trouble troubles disruption disruptions inconvenience inconveniences difficulty difficulties
  technical outage degradation degraded impact impacts impacted impacting affected affecting affect affects experience experiencing experienced
  caused cause causes causing root fault faults error-rates increased elevated intermittent intermittently partial partially certain various multiple several
  service services system systems platform platforms performance infrastructure component components product products functionality operations operational
  fix fixes fixed mitigation mitigations mitigate mitigated solution solutions resolve resolved resolving resolution repair repaired patch workaround remedy
  implemented implement implementing rolled rolling out deployed deploy identified identify investigate investigating investigated investigation
  working work looking look checking check team teams engineers engineering aware know known
  update updates updated information details status monitor monitoring monitored progress continue continues continuing
  began begun begin started start starts happened happening occurred occurring lasted ended utc
  customers customer users user people everyone everybody patience understanding
  maintenance improvement improvements upgrade upgrades upgrading planned scheduled routine perform performed performing carry carried
  accept back get gets getting keep possible asap please quickly continued hard diligently highest priority priority quickly stand stay tuned concern concerns situation matter matters event events
  hello hi all dear anyone degraded degrade elevated partial major minor full reported reports report reporting seeing see seen noticed notice heads
  serve better improve improving enhance enhancements
`);

export const HOLLOW_DE = words(`
  leider gibt kümmern kümmert darum der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem es er sie ihnen ihr ihre ihren ihrem ihrer ihres
  und oder aber so wie wenn als ob dass denn weil da hier dort dann auch zu zum zur
  in im am an auf bei beim mit ohne aus von vom für seit bis nach vor über um unter durch gegen während zwischen ab
  ist sind war waren sein gewesen hat haben hatte hatten wird werden wurde wurden worden kann können konnte konnten könnte soll sollen sollte muss müssen mag möchte möchten
  nicht kein keine keinen keiner ja noch schon jetzt derzeit aktuell zurzeit momentan gerade wieder erneut weiterhin weiter bereits heute bald
  wir uns unser unsere unseren unserem unserer ich sich man wer was wo welche welcher
  einige manche alle alles mehrere verschiedene viele wenige etwaige eventuelle jegliche entstandene entstandenen dafür dadurch hierfür damit
  danke dank bitte bitten entschuldigen entschuldigung entschuldige tut tun leid bedauern bedaure verzeihung geduld verständnis sehr herzlich aufrichtig
  problem probleme problemen störung störungen störfall vorfall vorfälle unannehmlichkeit unannehmlichkeiten umstände beeinträchtigung beeinträchtigungen einschränkung einschränkungen schwierigkeiten technische technischen technisches
  ursache ursachen fehler-raten erhöht erhöhte betroffen betreffen
  dienst dienste diensten system systeme systemen plattform leistung infrastruktur komponente komponenten service services
  lösung lösungen behoben beheben behebung reparatur repariert abhilfe ausweichlösung gefunden festgestellt identifiziert
  untersuchen untersucht untersuchung arbeiten arbeitet prüfen prüft prüfung team hochdruck
  meldung meldungen update updates information informationen informieren nächste nächsten weitere status beobachten
  begann begonnen beginn besteht dauert ende utc uhr
  kunde kunden nutzer nutzern alle wartung wartungsarbeiten geplant geplante geplanten durch durchführen führen verbesserung verbesserungen verbessern optimieren
`);
