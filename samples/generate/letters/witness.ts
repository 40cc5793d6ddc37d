import { mark, people, phones } from '../facts.ts';
import { type Message, mailDate } from '../mail.ts';
import { abuseDesk, route } from './letter.ts';

/** Written right to left: the statement of the bank employee who asked the right question. */
export function witness(): Message {
  const address = 'layla.alhaddad@example.com';
  return {
    from: { name: people.haddad, address },
    to: abuseDesk,
    subject: 'إفادة شاهدة: تحويل مشبوه بقيمة 9300 دولار كندي – مثال خيالي',
    date: mailDate('2025-04-24T18:20:31-04:00'),
    hops: route(address, '2025-04-24T18:20:31-04:00', 'mx1.nordhaven.example'),
    authentication: 'pass',
    text: `السادة الكرام،

أنا ${people.haddad}، موظفة في فرع مصرف في مدينة كيبيك. في يوم 22 نيسان 2025 حوالي الساعة 14:30 حضرت السيدة Geneviève Lachapelle-Bélanger لتحويل مبلغ 9300 دولار كندي. كان هاتفها مفتوحًا في حقيبتها وسمعت صوتًا يملي عليها الأجوبة بالإنجليزية. سألتها إن كان أحد يوجّهها فقالت لا.

سجّلت الرقم الذي ظهر على شاشة هاتفها: ${phones.callbackUs}

In English, for the file: the call was still open in her bag and I heard a voice dictate her answers. I wrote down the number on the screen, given above.

${people.haddadLatin}

-- 
${mark}
`,
  };
}
