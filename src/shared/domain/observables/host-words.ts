/** Words by which the name of a site is told from a file name, a piece of a program and two sentences that lost their blank. */

/** Endings that are file types first; a bare `invoice.zip` is a file in nearly every text. */
export const fileEndings = new Set('zip mov py sh md ps so mm pm st mo tf java'.split(' '));
/** Endings that are both: the name before decides. */
export const alsoFiles = new Set(
  'pl rs ai cc app tk info com cat run box am as bz do ms sc vi ml la js gl id name top map'.split(' '),
);
export const fileStems =
  /^(?:main|lib|script|mod|index|test|tests|run|setup|install|installer|data|photo|image|img|config|util|utils|readme|changelog|license|build|make|makefile|notes|backup|command|self|this|obj|arr|array|window|document|user|console|module|exports|system|java|android|np|os|json|fs|process|math|string|file|list|item|node|object|response|request|event|ctx|cfg|req|res|app|e|i|x)$/i;
/** Programs and platforms with a dot in their name. */
export const products = /^(?:(?:asp|ado|vb|system|microsoft)\.net|dot\.com)$/i;

/** Endings that are words of a sentence too, in languages a case is written in. */
export const wordEndings = new Set(
  'love in is it me no so to at be do am us my as by id ma pa la ad ai al an de es et la le un se si du now here click help live today email phone link page pay next you map open read save sale show select search watch win work world money free fun food game gift gold got guide host hot how man men one pin plus press run safe talk team tips top total trade vote wow zero zone call info name care support services security sas sarl bank cash check cheap city click cloud club company computer contact day date deal dog download express fail family fit forum gratis group kim land law lease legal life like ltd management market media mobi mom moscow new news online party photo photos place post pro property quest red rent repair report rest review rip rocks sexy shop site ski social soft solutions store style tax tel time tools town toys training travel video vip wiki win yes you'.split(
    ' ',
  ),
);
/** Words a sentence of a complaint ends or goes on with. */
export const commonWords = new Set(
  `a about black blank white blue red dead account after again all also always am and any are as ask asked at away back bank be because been before bought but buy by
call called came can card cash check click clicked close closed code come computer could customer day did do does done door down each else email end ended
enough ever every fact far fine first for form friend from gave get give go going gone good got had has have he help her here him his
home hour how i if in info inside into is it its just keep kept knew know last later left less let like line link list little live log
logged login long look looked lost made mail make man many may me message money month more most much must my name need never new next
nice no none nor not nothing now number of off office ok okay old on once one only open or other our out over own page paid part
pay payment people person phone place please point press problem put read real really refund rest ring room run safe said same saw say screen search see
seen send sent service she short should show sign signed site so some soon sorry spoke start still stop such support sure take taken talk tell text than
thank thanks that the their them then there these they thing this those time to today told too took transfer tried true try turn
two under until up us use used very victim visit wait want was way we website week well went were what when where which while who why
will wire with work would write wrong yes yesterday yet you your careful annex ja nein und oder bitte si por favor merci bas kal hai tak do`.split(
    /\s+/,
  ),
);

/** Endings that are names of members in programs. */
export const programEndings = new Set(
  'map call name data target property open read link build compare auto fail host next global stream test email phone country contact total search dev parts page style state top select id int java'.split(
    ' ',
  ),
);
