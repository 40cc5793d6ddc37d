/** What the words beside a row of digits say about it. The nearest word counts. */

/** Things that have a number and are no telephone. Compounds first, so that "order number" is one. */
const otherThings =
  /\b(?:order|invoice|inv|bill|ref(?:erence)?|case|ticket|tkt|account|acct|a\/c|acc|customer|client|tracking|track|parcel|consignment|shipment|awb|serial|imei|imsi|iccid|txn|utr|rrn|transaction|trx|tx|policy|claim|ssn|social security|pin|otp|code|passcode|password|pw|isbn|ean|gtin|vat|gst(?:in)?|tax|tin|ein|routing|aba|swift|sort code|bsb|iban|card|licen[cs]e|passport|receipt|slip|report|po|p\.o|purchase|delivery note|article|art|item|sku|part|model|zip|postcode|postal|pincode|amount|total|sum|price|paid|badge|agent id|employee|member|membership|user ?id|id|uid|session|build|version|checksum|crc|dob|born|date|expir\w*|form|fedex|ups|usps|dhl|flight|row|range|company|registration|reg|crn|hrb|siret|siren|nhs|medicare|tfn|abn|acn|nino?|aadhaar|pan|epic|dni|nie|steuer(?:nummer|-?id)?|ust-?id(?:nr)?|rechnung|bestellung|kunden|konto|blz|auftrag|aktenzeichen|az|vorgang|factura|pedido|cuenta|importe|commande|facture|compte|montant|motif|réf|verwendungszweck|eref|mref|txid|teller|safe|дело|заказ|счёт|счет|инн)(?:[\s-]*(?:number|num|no|nr|nos|nummer|id|code|ending|#|№)\b\.?)?(?:\s*(?:is|was|of|:|=|#|-|"|'))*\s*[#№]?\s*["'(]?$|[#№]\s*$|(?:order|case|account|reference|ticket) (?:with|the)\s?(?:number|no\.?)\W*$/iu;

/** Words that announce a telephone number, in the languages cases are written in. */
const announcing =
  /(?<![\p{L}\p{M}])(?:tel(?:ephone|efon(?:nummer)?|éfono|efono|efone|\.)?|phone|ph|phone ?\d|mob(?:ile)?|cell(?:ular|phone)?|fax|land ?line|direct|switchboard|sms|whats ?app|viber|call(?:s|ed|er|ers|ing|back)?|dial(?:s|led|ed|ling|ing)?|r[iau]ng|ringing|text(?:ed)?|contact|reach(?:ed)?|helpline|hotline|help ?desk|toll[\s-]?free|freephone|voice ?mail|caller id|call ?back|display(?:ed)?|phones|numbers?|rufnummer|nummer|anruf(?:e|en|er)?|angerufen|ruft|festnetz|durchwahl|hotline|ll[aá]me(?:nos|n)?|llamada|llamar|m[oó]vil|fijo|appel(?:er|ez|é|s)?|t[ée]l|t[ée]l[ée]phone|portable|num[eé]ro|ligue|telefone|celular|chiama(?:re)?|cellulare|numero|bellen|ringa|ringde|тел(?:ефон)?|звоните|позвоните|номер|फ़?ोन|फोन|फ़ोन|मोबाइल|नंबर|हेल्पलाइन|कॉल|दूरभाष|আপনার|ফোন|மொபைல்|فون|هاتف|الهاتف|جوال|اتصل|الاتصال|مكالمة|موبايل|رقم|電話|电话|致电|拨打|撥打|手机|手機|연락처|전화|โทร|gọi|điện thoại|sđt|arayın|telefonu|görüşme)(?![\p{L}\p{M}])/giu;

/** Words that announce one only right before it: elsewhere they mean something else. */
const adjacent =
  /(?<![\p{L}\p{M}])(?:home|office|work|direct|sim|wa|signal|imo|handy|mobil|hv|desk|line|\([tmfpc]\)|[tmfpc](?=:))\s?[:.]?\s{0,3}$/iu;

/** 電話 and its like stand beside the number without a blank. */
const announcingUnspaced = /(?:電話|电话|致电|拨打|撥打|手机|手機|热线|熱線|연락처|전화|โทร)/gu;

const otherThingsUnspaced =
  /(?:注文|订单|訂單|发票|發票|伝票|案件|受付|口座|会員|會員|账号|賬號|帳號|单号|單號|快递|快遞|身份证|身分證|郵便|邮编|주문|송장|계좌|사건)(?:番号|号码|號碼|编号|編號|号|號|번호)?[\s:：]{0,2}$/u;

/** How far a word reaches. */
export const reach = 48;

export type Announcement = 'phone' | 'other' | 'none';

/** What the nearest word before (on the line, at most `reach` characters) says, or the one right behind. */
export function announcementOf(before: string, after: string): Announcement {
  if (otherThings.test(before) || otherThingsUnspaced.test(before)) {
    // "call case number 4471": the nearest thing is the case.
    return 'other';
  }
  if (adjacent.test(before)) return 'phone';
  let last = -1;
  for (const match of before.matchAll(announcing)) last = match.index + match[0].length;
  for (const match of before.matchAll(announcingUnspaced))
    last = Math.max(last, match.index + match[0].length);
  if (last >= 0 && !/[.!?;]\s+\S{3,}.*\d/u.test(before.slice(last))) return 'phone';
  return /^\s*[([]?\s*(?:toll[\s-]?free|mobile|cell|fax|phone|landline|whats ?app|direct|office|home|ext\b)/i.test(
    after,
  )
    ? 'phone'
    : 'none';
}
