import { domains, ips, mailboxes, mark, phones } from '../facts.ts';
import { type Message, mailDate } from '../mail.ts';

/** The lure itself, as the scam network sent it. */
export function lure(): Message {
  const to = { name: 'Alasdair', address: 'alasdair.macg@example.net' };
  return {
    from: { name: 'Nordhaven Billing', address: mailboxes.billing },
    replyTo: { name: 'Renewals', address: mailboxes.operations },
    to,
    subject: 'Your Nordhaven Shield renewal – £1,299.99 charged today [NH-0417-20931]',
    date: mailDate('2025-07-02T10:58:40+05:30'),
    hops: [
      {
        from: 'smtp.bulk.example',
        ip: ips.dialler,
        by: 'mx.example.net',
        date: mailDate('2025-07-02T05:28:51+00:00'),
      },
      {
        from: 'desk-14.lan.invalid',
        ip: ips.six,
        by: 'smtp.bulk.example',
        date: mailDate('2025-07-02T10:58:44+05:30'),
      },
    ],
    authentication: 'fail',
    extra: [
      ['X-Mailer', 'BulkFictive 2.4'],
      ['X-Originating-IP', `[${ips.popup}]`],
    ],
    text: `Dear customer, your subscription Nordhaven Shield Total (3 years) was renewed. Amount: GBP 1,299.99. If you did not authorise this, call ${phones.londonGb} within 24 hours.\n\n${mark}\n`,
    html: `<!doctype html><html><head><meta charset="utf-8"><title>Renewal</title></head><body style="margin:0;background:#eef1f5;font-family:Arial,sans-serif">
<!-- ${mark}. The remote picture and the link below lead nowhere: .example is reserved by RFC 2606. -->
<table width="560" align="center" cellpadding="0" cellspacing="0" style="background:#fff">
<tr><td style="background:#0b5d7a;color:#fff;padding:20px;font-size:22px">Nordhaven Shield</td></tr>
<tr><td style="padding:24px"><p>Dear customer,</p><p>your subscription <b>Nordhaven Shield Total (3 years)</b> was renewed.</p>
<p style="font-size:28px"><b>£1,299.99</b></p>
<p>If you did not authorise this, call <b>${phones.londonGb}</b> within 24 hours or visit
<a href="https://${domains.secure}/cancel?id=NH-0417-20931">nordhaven.example/cancel</a>.</p></td></tr>
<tr><td style="padding:24px;color:#777;font-size:12px">${mark}</td></tr></table>
<img src="https://${domains.support}/open.gif?u=20931" width="1" height="1" alt="">
</body></html>
`,
  };
}
