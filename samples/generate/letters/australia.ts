import { accounts, domains, phones, wallets } from '../facts.ts';
import type { Message } from '../mail.ts';
import { complaintFile, picture } from './letter.ts';

export const complaintsOfAustralia = (folder: string): [path: string, message: Message][] => [
  complaintFile('victim-au-tallowood', {
    subject: 'Scammed through remote access, $12,750.50',
    encoding: 'base64',
    text: `G'day,

14 May, about quarter to ten in the morning (Newcastle time), Nordhaven warning on the screen, ${domains.alert}. Rang ${phones.freephoneAu}. Bloke had me download DeskReach from ${domains.remote} and click Accept. Screenshot attached, I took it before he blacked the screen.

He said crooks were in my super account and moved $12,750.50 to a "holding account", BSB/account ${accounts.au}, at 11:20. Reference PAY-EX-884120. I signed off on it on my phone because he told me it was a cancel code.

Bank froze $3,000.00 of it the next day and gave it back.

When I argued he put on his boss, said his name was Rohan and the office was in "Bombay, not that you'll ever find it".

Bruce Tallowood, 0491 570 156`,
    attachments: [picture(folder, 'screenshots/au-remote-access-consent.png', 'deskreach.png')],
  }),
  complaintFile('victim-au-nguyen', {
    subject: 'Tôi bị lừa qua máy đổi tiền mã hóa / crypto machine scam',
    encoding: 'base64',
    text: `Kính gửi Nordhaven,

Tối ngày 3 tháng 9 năm 2025, lúc 20:31, máy tính của tôi hiện trang ${domains.alert} và yêu cầu gọi ${phones.freephoneAu}. Họ nói tài khoản ngân hàng của tôi liên quan đến rửa tiền.

Sáng hôm sau, 10:02, họ hướng dẫn tôi nạp 2.480 đô la Úc vào máy đổi tiền mã hóa, ví:
${wallets.bitcoinSegwit}

In English: on 3 September at 8:31 pm a Nordhaven page told me to call. The next morning at 10:02 I put AUD 2,480.00 into a crypto machine in Footscray, to the wallet above. They stayed on my mobile all night so I could not call my daughter.

Nguyễn Thị Ánh Tuyết
(03) 5550 0134`,
  }),
];
