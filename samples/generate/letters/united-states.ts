import { accounts, domains, mailboxes, people, phones } from '../facts.ts';
import type { Message } from '../mail.ts';
import { complaintFile, picture } from './letter.ts';

export const complaintsOfUnitedStates = (folder: string): [path: string, message: Message][] => [
  complaintFile('victim-us-thornbury', {
    subject: 'Someone pretending to be Nordhaven took $18,400 from me',
    text: `To whom it may concern,

On Tuesday March 11, about 2:20 in the afternoon, my screen went blue and a loud voice said my computer was locked. The address at the top was ${domains.support}. It said to call Nordhaven at ${phones.tollFreeUs}, so I did. I have used Nordhaven Desktop for nine years and had no reason to doubt it.

A lady who called herself ${people.agentAlias} had me install something called DeskReach. She showed me "hackers" in a black window. Then a Mr. Mehta from the "banking security floor" came on. He said my savings had to be moved to a safe account while they caught the thief, and stayed on the phone while I drove to the credit union.

March 11, 3:45 pm: wire of $9,900.00, reference FED-20250311-EX0417
March 13, 11:05 am: wire of $8,500.00, reference FED-20250313-EX0022
Both went to ${people.pruvost}, account ${accounts.us}.

My grandson saw the picture I attach and told me. The credit union got the second wire back on March 19. The first is gone.

They called again yesterday from ${phones.callbackUs}. I hung up.

Margaret Thornbury
(208) 555-0142`,
    attachments: [picture(folder, 'screenshots/us-locked-computer.png', 'my screen March 11.png')],
  }),
  complaintFile('victim-us-penaranda', {
    subject: 'Fraude / fraud with gift cards – José Peñaranda',
    text: `Buenas noches, good evening,

I write in English but you may answer in Spanish.

On March 27 at 6:02 pm a man called from ${phones.callbackUs} and said my Nordhaven licence was “expired in the server” and that a refund of $320 was waiting. I gave him access with DeskReach (my number was 000 218 334). He opened my bank page, the screen went black, and when it came back he said he had typed 3,200 by mistake and would lose his job.

He told me to buy gift cards to give the money back. I bought six Meridane cards, $3,200.00 in total, at 7:36 pm, and read the numbers to him on the telephone. Receipt number 0417-2210; my photo is attached.

The only other thing I know: he wrote to me from ${mailboxes.billing} while we spoke.

José Antonio Peñaranda Íñiguez
El Paso, Texas – 915-555-0117`,
    attachments: [picture(folder, 'screenshots/us-gift-card-receipt.jpg', 'recibo – tarjetas.jpg')],
  }),
  complaintFile('victim-us-whitcombe', {
    subject: 'My aunt gave $22,000 in cash to a courier',
    encoding: '8bit',
    text: `Hello,

I am writing for my aunt, Dolores Whitcombe, 84, of Columbus, Ohio. She is next to me and has read this.

Thu June 5, 10:15 am   Blue warning on her computer, siren noise. She dialed ${phones.tollFreeUs}.
10:30 am               They were on her computer through DeskReach. A "Mr. Roy" told her that her bank
                       manager was part of the ring and that she must not tell anyone.
Fri June 6, 11:40 am   She took out $22,000.00 at the branch (slip 88-0141). The teller asked; she said
                       it was for a kitchen, as she had been told to.
1:10 pm                A man in a gray sedan came to the door. He knew the password "Kestrel". She gave
                       him the money in a shoebox. Door camera: tall, forties, cap. He called himself Dalton.

We told the Columbus police on June 7; their number is FICT-25-06-0771.

She does not want anybody else to go through this. You may use her name with the police.

Her telephone: (614) 555-0163`,
  }),
];
