import type { ColumnUse } from '../../../../shared/domain/import-words.ts';

/** Headers of complaint forms, bank statements, call lists and other programs' exports, folded, by what they mean. */
const headersByUse: Partial<Record<ColumnUse, string>> = {
  'person-name': `name fullname victim victimname complainant complainantname customer customername clientname consumername
    kunde kundenname nombre nom nomcomplet opfer reporter reportername contactname`,
  'person-given-name': 'firstname givenname forename vorname prénom prenom victimfirstname',
  'person-family-name': 'lastname surname familyname nachname apellido apellidos nomdefamille victimlastname',
  'person-phone':
    'phone phonenumber telephone tel mobile mobilenumber cell cellphone victimphone contactnumber telefon teléfono contact',
  'person-email': 'email emailaddress mail victimemail contactemail correo courriel',
  'person-address':
    'address streetaddress address1 address2 addressline1 addressline2 street adresse dirección victimaddress',
  'person-city': 'city town ort stadt ciudad ville victimcity consumercity',
  'person-region': 'state province region county bundesland estado victimstate consumerstate',
  'person-country': 'country victimcountry land país pays nation',
  'person-age': 'age agerange ageband agegroup victimage alter edad',
  'person-occupation': 'occupation profession beruf',
  amount:
    'amount loss lossamount amountlost amountofloss totalloss amountusd value betrag importe monto montant sum',
  debit: `debit withdrawal withdrawals paidout moneyout debitamount debitamt withdrawalamount withdrawalamt withdrawalamountinr
    withdrawalamtinr soll lastschrift belastung cargo débit`,
  credit: `credit deposit deposits paidin moneyin creditamount creditamt depositamount depositamt depositamountinr depositamtinr
    haben gutschrift abono crédit`,
  currency: 'currency currencycode ccy währung moneda devise',
  recovered: 'recovered amountrecovered recoveredamount',
  method: `method paymentmethod paymenttype transactiontype typeofpayment modeofpayment paymentmode
    paidby paidvia paidwith howpaid zahlungsart`,
  'money-date': `paymentdate transactiondate txndate trandate bookingdate valuedate postingdate dateoftransaction dateofloss
    lossdate buchungstag buchungsdatum valuta`,
  reference: `reference ref refno complaintid complaintnumber complaintno caseid casenumber caseno transactionid utr utrno chqrefno
    refnochequeno referencenumber verwendungszweck id`,
  counterparty:
    'counterparty payee payer beneficiary beneficiaryname recipient recipientname empfänger auftraggeber',
  'counterparty-account':
    'counterpartyaccount beneficiaryaccount recipientaccount payeeaccount accountto toaccount iban gegenkonto',
  domain: 'domain domains domainname host hostname fqdn site website domainnames',
  url: 'url urls link links phishurl phishingurl uri webpage suspicioussite',
  ip: 'ip ips ipaddress ipaddr ipv4 ipv6 sourceip srcip',
  phone: `companyphonenumber callerid callernumber scamnumber scamphone scammerphone callbacknumber callback suspectphone
    suspectnumber suspectphonenumber subjectphone numbercalled callingnumber callernumber fraudnumber scammernumber
    scammerphonenumber fraudsternumber`,
  email:
    'scamemail scammeremail scammeremailaddress suspectemail subjectemail fraudsteremail senderemail sender phishingemail',
  wallet:
    'wallet walletaddress cryptoaddress btcaddress ethaddress bannedaddress contractaddress cryptowallet coinaddress',
  'bank-account': 'account accountnumber bankaccount muleaccount suspectaccount kontonummer',
  'impersonated-brand': 'brand impersonatedbrand targetbrand spoofedbrand impersonated target',
  'first-seen': 'firstseen firstseenat firstobserved datefirstseen created createdat added dateadded',
  'last-seen': 'lastseen lastseenat lastobserved datelastseen updated lastactive',
  hash: 'hash md5 sha1 sha256 sha512 filehash',
  'event-title': 'event title message subject summary whathappened eventtitle',
  'event-kind': 'eventkind eventtype category eventcategory',
  'event-start':
    'date datetime time timestamp when start starttime startdate eventdate incidentdate dateofincident incidenttime dateofcall calldate calltime dateofcontact contactdate createddate violationdate datum fecha',
  'event-end': 'end endtime enddate until',
  // A date of birth is no date of the case: nothing happened to the case on that day.
  note: `dateofbirth birthdate birthday dob born geburtsdatum fechadenacimiento datedenaissance
    source datasource note notes remark remarks comment tag tags label labels status language walletid tld zip zipcode postcode`,
  'event-description':
    'description details narrative narration particulars transactionremarks buchungstext incidentdescription eventcontent transcript comments beschreibung',
};

const uses = new Map<string, ColumnUse>(
  Object.entries(headersByUse).flatMap(([use, words]) =>
    words.split(/\s+/).map((word): [string, ColumnUse] => [word, use as ColumnUse]),
  ),
);

/** What a folded header says its column is, or null. */
export const useOfHeader = (folded: string): ColumnUse | null => uses.get(folded) ?? null;
