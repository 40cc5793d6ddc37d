import type { Preset, PresetColumn } from './preset.ts';

const column = (headers: string, mapping: PresetColumn['mapping']): PresetColumn => ({
  headers: headers.split(' '),
  mapping,
});
const wanted = (headers: string, mapping: PresetColumn['mapping']): PresetColumn => ({
  ...column(headers, mapping),
  required: true,
});

/** Column by column as the documentation of each source has them. Dates they leave open stay to be declared. */
export const presets: readonly Preset[] = [
  {
    id: 'jpcert-phishing',
    title: 'JPCERT/CC phishing URLs',
    about:
      'Monthly lists with date, URL and description (the brand imitated). Times are Japan Standard Time.',
    columns: [
      wanted('date', { use: 'event-start', zone: 'Asia/Tokyo', dayOrder: 'year-month-day' }),
      wanted('url', { use: 'url' }),
      wanted('description', { use: 'impersonated-brand' }),
    ],
    others: 'note',
    table: { rowsAre: 'things', eventKind: 'site-live', eventTitle: 'Phishing site confirmed by JPCERT/CC' },
  },
  {
    id: 'timesketch',
    title: 'Timesketch CSV or JSONL',
    about: 'Timelines with message, datetime and timestamp_desc; datetime is ISO 8601.',
    columns: [
      wanted('message', { use: 'event-title' }),
      wanted('datetime', { use: 'event-start' }),
      wanted('timestampdesc', { use: 'note' }),
      column('timestamp', { use: 'ignore' }),
    ],
    others: 'note',
    table: { rowsAre: 'events', eventKind: 'other' },
  },
  {
    id: 'ftc-do-not-call',
    title: 'FTC Do Not Call complaints',
    about: 'Reported calls as the FTC publishes them: US numbers, place of the consumer, subject.',
    columns: [
      wanted('companyphonenumber', { use: 'phone', country: 'US' }),
      column('createddate', { use: 'note' }),
      wanted('violationdate', { use: 'event-start', dayOrder: 'year-month-day' }),
      column('consumercity', { use: 'note' }),
      column('consumerstate', { use: 'note' }),
      column('consumerareacode', { use: 'note' }),
      column('subject', { use: 'event-title' }),
      column('recordedmessageorrobocall', { use: 'note' }),
    ],
    others: 'note',
    table: { rowsAre: 'things', eventKind: 'call', eventTitle: 'Unwanted call reported to the FTC' },
  },
  {
    id: 'complaint-victims',
    title: 'Victims, as complaint centres export them',
    about: 'One complaint per row: name, contact, address, age, amount lost, how it was paid, when.',
    columns: [
      wanted('victimname complainantname name fullname', { use: 'person-name' }),
      column('victimfirstname firstname', { use: 'person-given-name' }),
      column('victimlastname lastname', { use: 'person-family-name' }),
      column('victimage age agerange ageband', { use: 'person-age' }),
      column('victimaddress address streetaddress address1', { use: 'person-address' }),
      column('victimcity city', { use: 'person-city' }),
      column('victimstate state province region', { use: 'person-region' }),
      column('victimzip zip zipcode postalcode postcode', { use: 'person-address' }),
      column('victimcountry country', { use: 'person-country' }),
      column('victimphone phone phonenumber telephone mobile', { use: 'person-phone' }),
      column('victimemail email emailaddress', { use: 'person-email' }),
      wanted('lossamount amountlost amountofloss totalloss loss amount', { use: 'amount' }),
      column('currency losscurrency', { use: 'currency' }),
      column('transactiontype paymentmethod paymenttype method', { use: 'method' }),
      column('transactiondate paymentdate lossdate date dateofloss', { use: 'money-date' }),
      column('incidentdate dateofincident complaintdate', { use: 'event-start' }),
      column('complaintid complaintnumber reference ref', { use: 'reference' }),
      column('subjectphone scammerphone suspectphone', { use: 'phone' }),
      column('subjectemail scammeremail suspectemail', { use: 'email' }),
      column('subjectwebsite website url', { use: 'url' }),
      column('wallet walletaddress cryptowallet', { use: 'wallet' }),
      column('incidentdescription description narrative', { use: 'event-description' }),
    ],
    others: 'note',
    table: { rowsAre: 'people', personRole: 'victim', eventKind: 'complaint' },
  },
  {
    id: 'bank-statement',
    title: 'Bank statement',
    about: 'One booking per row: date, text, other party, amount with its sign or in two columns.',
    columns: [
      wanted('date bookingdate transactiondate txndate trandate postingdate buchungstag buchungsdatum', {
        use: 'money-date',
      }),
      column('valuedate valuedt valuta wertstellung', { use: 'note' }),
      column('description details text narrative narration particulars transactionremarks verwendungszweck', {
        use: 'event-title',
      }),
      column('payee counterparty beneficiary recipient name empfänger auftraggeber', { use: 'counterparty' }),
      column('iban account counterpartyaccount beneficiaryaccount gegenkonto', {
        use: 'counterparty-account',
      }),
      column(
        'debit withdrawal withdrawals withdrawalamount withdrawalamt withdrawalamountinr withdrawalamtinr debitamount debitamt dr paidout moneyout soll',
        { use: 'debit' },
      ),
      column(
        'credit deposit deposits depositamount depositamt depositamountinr depositamtinr creditamount creditamt cr paidin moneyin haben',
        { use: 'credit' },
      ),
      column('amount betrag importe montant', { use: 'amount' }),
      column('currency währung moneda devise', { use: 'currency' }),
      column('type transactiontype', { use: 'method' }),
      column('reference ref utr utrno transactionid chqrefno refnochequeno', { use: 'reference' }),
      wanted('balance runningbalance closingbalance balanceinr bal saldo kontostand solde', {
        use: 'ignore',
      }),
    ],
    others: 'note',
    table: { rowsAre: 'transactions', lossMethod: 'bank-transfer' },
  },
  ...(
    [
      ['url', 'List of URLs'],
      ['domain', 'List of domains'],
      ['ip', 'List of IP addresses'],
      ['phone', 'List of phone numbers'],
      ['email', 'List of e-mail addresses'],
      ['wallet', 'List of crypto wallets'],
    ] as const
  ).map(
    ([kind, title]): Preset => ({
      id: `${kind}-list`,
      title,
      about: 'One per line or item, nothing else.',
      columns: [{ headers: [], mapping: { use: kind } }],
      list: kind,
      others: 'note',
      table: { rowsAre: 'things' },
    }),
  ),
];
