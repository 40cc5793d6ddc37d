import { registerFonts } from './canvas.ts';
import { giftCardReceipt } from './gift-card-receipt.ts';
import { handlerChat } from './handler-chat.ts';
import { lockedComputer } from './locked-computer.ts';
import { refundPage } from './refund-page.ts';
import { remoteAccess } from './remote-access.ts';
import { transferReceipt } from './transfer-receipt.ts';

/** Every picture of the sample case by path. Their bytes depend on the installed fonts. */
export function drawPictures(): Map<string, Buffer> {
  registerFonts();
  return new Map([
    ['screenshots/us-locked-computer.png', lockedComputer()],
    ['screenshots/au-remote-access-consent.png', remoteAccess()],
    ['screenshots/gb-transfer-receipt.png', transferReceipt()],
    ['screenshots/gb-handler-chat.png', handlerChat()],
    ['screenshots/us-gift-card-receipt.jpg', giftCardReceipt()],
    ['screenshots/de-refund-page.png', refundPage()],
  ]);
}
