import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { ProfferError } from '../../shared/domain/errors.ts';

/**
 * Takes the network away from this thread for good: importing this module is enough, and it must come before
 * every other import. No dependency of ours has a reason to connect; one that tries fails loudly here.
 * Each worker thread has its own copy of these modules, so each worker imports this too.
 */

function denied(): never {
  throw new ProfferError('permission', 'Proffer does not use a network: an attempt to connect was refused.');
}

function refuse(target: object, names: readonly string[]): void {
  for (const name of names) {
    Object.defineProperty(target, name, {
      value: denied,
      writable: false,
      configurable: false,
      enumerable: true,
    });
  }
}

const dnsCalls = (target: object): string[] =>
  Object.keys(target).filter((name) => /^(lookup|lookupService|resolve|reverse)/.test(name));

// http, https, http2, tls and fetch all end in one of these two.
refuse(net.Socket.prototype, ['connect']);
refuse(net.Server.prototype, ['listen']);
refuse(net, ['connect', 'createConnection']);
refuse(dgram.Socket.prototype, ['bind', 'connect', 'send', 'sendto']);
refuse(dns, dnsCalls(dns));
refuse(dns.promises, dnsCalls(dns.promises));
refuse(dns.Resolver.prototype, dnsCalls(dns));
refuse(dns.promises.Resolver.prototype, dnsCalls(dns.promises));
const globals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'];
// To define `WebSocket` anew Node first loads the old one, a whole HTTP client: 20 ms and some megabytes in each thread.
for (const name of globals) Reflect.deleteProperty(globalThis, name);
refuse(globalThis, globals);
syncBuiltinESMExports();
