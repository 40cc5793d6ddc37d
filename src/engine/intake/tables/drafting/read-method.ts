import { type LossMethod, lossMethods } from '../../../../shared/domain/kinds.ts';

const fold = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Words of complaint forms and bank statements. */
const words: Record<string, LossMethod> = {
  wire: 'wire-transfer',
  wiretransfer: 'wire-transfer',
  transfer: 'bank-transfer',
  banktransfer: 'bank-transfer',
  überweisung: 'bank-transfer',
  transferencia: 'bank-transfer',
  virement: 'bank-transfer',
  creditcard: 'card',
  debitcard: 'card',
  card: 'card',
  giftcards: 'gift-card',
  giftcardreloadcard: 'gift-card',
  voucher: 'gift-card',
  check: 'cheque',
  cashierscheck: 'cheque',
  cryptocurrency: 'crypto',
  crypto: 'crypto',
  bitcoin: 'crypto',
  virtualcurrency: 'crypto',
  cryptoatm: 'crypto-kiosk',
  bitcoinatm: 'crypto-kiosk',
  p2p: 'payment-app',
  paymentapp: 'payment-app',
  cashapp: 'payment-app',
  venmo: 'payment-app',
  paypal: 'payment-app',
  moneyorder: 'money-service',
  westernunion: 'money-service',
  moneygram: 'money-service',
  fps: 'faster-payments',
  directdebit: 'direct-debit',
};

const known = new Map<string, LossMethod>([
  ...Object.entries(words),
  ...Object.entries(lossMethods).flatMap(([code, label]): [string, LossMethod][] => [
    [fold(code), code as LossMethod],
    [fold(label), code as LossMethod],
  ]),
]);

/** The way of payment that a word of a list stands for; null where it is none of ours. */
export const readMethod = (text: string): LossMethod | null => known.get(fold(text)) ?? null;
