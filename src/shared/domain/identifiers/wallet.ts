import { maskSign } from '../pii.ts';
import {
  type AddressReading,
  type Chain,
  chains,
  readBase58Check,
  readEvm,
  readMonero,
  readPolkadot,
  readSegwit,
  readShape,
  readSolana,
  readXrp,
} from './chains.ts';
import { facts, type Identifier, type IdentifierContext, invalid } from './identifier.ts';

/** Those with a checksum first: what passes one is certain. */
const readers = [
  readSegwit,
  readEvm,
  readBase58Check,
  readXrp,
  readMonero,
  readPolkadot,
  readShape,
  readSolana,
];

/** Text before the address that wallets put into QR codes and reports into tables. */
const prefix =
  /^(?:bitcoin|litecoin|dogecoin|ethereum|tron|monero|solana|ripple|btc|eth|trx|xmr|ltc|usdt|address|wallet)\s*:\s*/i;

const isChain = (name: string): name is Chain => Object.hasOwn(chains, name);

/**
 * The address of a crypto wallet, with the chain it tells by itself. P2SH addresses and those of Ethereum exist
 * on several chains: a declared chain is noted, a contradicting one is a problem.
 */
export function normaliseWallet(asFound: string, { chain }: IdentifierContext): Identifier {
  if (asFound.length > 500) return invalid('wallet', asFound, 'It is too long for a wallet address.');
  const text = asFound
    .trim()
    .replace(prefix, '')
    .replace(/\?[^\s]*$/, '');
  const readings = readers
    .map((read) => read(text))
    .filter((reading): reading is AddressReading => reading !== null);
  const best =
    readings.find((reading) => reading.checked === 'valid') ??
    readings.find((reading) => reading.chain === chain) ??
    readings.find((reading) => reading.checked === 'unchecked') ??
    readings[0];
  if (!best) return invalid('wallet', asFound, 'It has the form of no wallet address Proffer knows.');
  const problems = best.problem ? [best.problem] : [];
  if (chain !== undefined && isChain(chain) && chain !== best.chain) {
    problems.push(`It was declared to be on ${chains[chain]}, but has the form of ${chains[best.chain]}.`);
  }
  const { normal } = best;
  return {
    kind: 'wallet',
    asFound,
    normal,
    display: normal,
    defanged: normal,
    masked: `${normal.slice(0, 6)}${maskSign.repeat(3)}${normal.slice(-4)}`,
    checked: best.checked,
    problems,
    facts: facts({
      chain: best.chain,
      chainName: chains[best.chain],
      form: best.form,
      declaredChain: chain,
      alsoOn: best.chain === 'bitcoin' && best.form === 'P2SH' ? 'litecoin (old form)' : null,
    }),
  };
}
