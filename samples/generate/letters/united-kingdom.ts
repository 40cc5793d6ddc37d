import { accounts, domains, mailboxes, mark, people, phones } from '../facts.ts';
import { printedIban } from '../identifiers.ts';
import type { Message } from '../mail.ts';
import { complaintFile, picture } from './letter.ts';

export const complaintsOfUnitedKingdom = (folder: string): [path: string, message: Message][] => [
  complaintFile('victim-gb-prydderch', {
    subject: 'Bank transfer after Nordhaven pop-up, 18 June – urgent',
    text: `Dear Nordhaven,

Yesterday, 18 June, at 14:22 a page on ${domains.alert} filled my screen and gave the number ${phones.freephoneGb}. I rang. By 14:35 a “${people.agentAlias}” had control of my laptop. She said a refund would be “verified by reverse transfer”.

At 15:31 I sent £7,950.00 to ${people.vickers}, IBAN ${printedIban(accounts.gb)}. My bank warned me the name did not match; she told me to press continue.

I rang the bank at 16:00. They stopped £2,100.00, which is back in my account.

I record my calls because of my work, so I have the start of the conversation as a sound file and I have typed it up. You are getting both on a stick. Attached: the bank’s confirmation, and the list of calls from my telephone.

Yn gywir,
Siân Prydderch
Caerdydd / Cardiff, 029 2018 0416`,
    attachments: [
      picture(folder, 'screenshots/gb-transfer-receipt.png', 'payment confirmation.png'),
      {
        name: 'galwadau 18 Mehefin.csv',
        type: 'text/csv; charset=utf-8',
        content: Buffer.from(
          `# ${mark}\r\nTime,Direction,Number,Seconds\r\n18/06/2025 14:24,out,${phones.freephoneGb},4061\r\n18/06/2025 16:00,out,+44 808 157 0100,1312\r\n18/06/2025 17:45,in,${phones.londonGb},0\r\n`,
          'utf8',
        ),
      },
    ],
  }),
  complaintFile('victim-gb-macgillebhrath', {
    subject: 'Renewal invoice I never ordered',
    charset: 'iso-8859-1',
    text: `Hello,

The invoice below came this morning. I rang ${phones.londonGb} to cancel. They took my card (4111 11** **** 1111) "to verify" and charged £1,299.99 at 12:18. My card company has refunded all of it today.

They also had me open ${domains.secure} but I stopped when it asked for my online banking password.

Alasdair MacGilleBhràth
07700 900287`,
    html: `<!doctype html><html><body style="font-family:sans-serif">
<p>Hello,</p>
<p>The invoice below came this morning. I rang <b>${phones.londonGb}</b> to cancel. They took my card (4111&nbsp;11**&nbsp;****&nbsp;1111) "to verify" and charged <b>£1,299.99</b> at 12:18. My card company has refunded all of it today.</p>
<p>They also had me open ${domains.secure} but I stopped when it asked for my online banking password.</p>
<p>Alasdair MacGilleBhràth<br>07700 900287</p>
<hr>
<blockquote><p><b>From:</b> Nordhaven Billing &lt;${mailboxes.billing}&gt;<br><b>Sent:</b> Wed, 2 Jul 2025 10:58:40 +0530</p>
<table border="1" cellpadding="6"><tr><td>Nordhaven Shield Total, 3 years</td><td>£1,299.99</td></tr></table>
<p>To cancel within 24 hours call ${phones.londonGb}.</p></blockquote>
<p><small>EXAMPLE - fictional</small></p>
</body></html>
`,
  }),
  complaintFile('victim-gb-featherstonehaugh', {
    subject:
      'A person claiming to speak for Meridane Retail and for yourselves, and the sum of £640, concerning which I should be grateful for an early answer',
    text: `Dear Sirs,

On Wednesday last, the 20th of August, at five minutes past four, I was telephoned from ${phones.londonGb} by a gentleman who said that Meridane Retail had charged me twice for a garden chair and that Nordhaven’s “secure refund desk” would see to it. He was most courteous.

He directed me to ${domains.refund} and, on my saying that the form would not accept a surname of fifty letters, laughed and transferred £640.00 himself while I watched, at eight minutes to five, to a Mrs Vickers-Sample. I had believed it would travel in the opposite direction.

My bank declines to return it as I “authorised” it.

I remain, &c.,
Wilhelmina Anastasia Theodora Featherstonehaugh-Cholmondeley-Marjoribanks
020 7946 0733`,
  }),
];
