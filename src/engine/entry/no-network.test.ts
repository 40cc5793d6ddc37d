import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const guard = fileURLToPath(new URL('./no-network.ts', import.meta.url));

/** Each way out, tried in a process of its own after the guard was imported; the answer is what stopped it. */
const attempts: Record<string, string> = {
  'net.connect': "(await import('node:net')).connect(9, '127.0.0.1')",
  'net.Socket': "new (await import('node:net')).Socket().connect(9, '127.0.0.1')",
  'net.createServer': "(await import('node:net')).createServer().listen(0)",
  'a socket file': "(await import('node:net')).connect('/tmp/none.sock')",
  'http.get': "(await import('node:http')).get('http://127.0.0.1:9/')",
  'https.request': "(await import('node:https')).request('https://127.0.0.1:9/').end()",
  'http.createServer': "(await import('node:http')).createServer().listen(0)",
  'http2.connect': "(await import('node:http2')).connect('http://127.0.0.1:9/')",
  'tls.connect': "(await import('node:tls')).connect(9, '127.0.0.1')",
  'dgram.send': "(await import('node:dgram')).createSocket('udp4').send('x', 9, '127.0.0.1')",
  'dgram.bind': "(await import('node:dgram')).createSocket('udp4').bind(0)",
  'dns.lookup': "(await import('node:dns')).lookup('example.org', () => {})",
  'dns.promises': "await (await import('node:dns/promises')).resolve4('example.org')",
  'a resolver of its own': "new (await import('node:dns')).Resolver().resolve4('example.org', () => {})",
  'a promising resolver': "await new (await import('node:dns/promises')).Resolver().resolve4('example.org')",
  fetch: "await fetch('http://127.0.0.1:9/')",
  WebSocket: "new WebSocket('ws://127.0.0.1:9/')",
  require: "process.getBuiltinModule('net').createConnection(9)",
};

function outcome(code: string): string {
  const script = `
    await import(${JSON.stringify(guard)});
    const tell = (error) => { console.log((error.cause ?? error).message); process.exit(0); };
    process.on('uncaughtException', tell);
    try { ${code}; } catch (error) { tell(error); }
    setTimeout(() => { console.log('reached'); process.exit(0); }, 2000);`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim();
}

describe('the engine has no network', () => {
  it.each(Object.entries(attempts))('%s is refused', (_name, code) => {
    expect(outcome(code)).toMatch(/does not use a network/);
  });

  it('and worker threads and files work as ever', () => {
    const code = `
      const { Worker } = await import('node:worker_threads');
      const { readFileSync } = await import('node:fs');
      readFileSync('/dev/null');
      new Worker(new URL('data:text/javascript,import { parentPort } from "node:worker_threads"; parentPort.postMessage("alive")'))
        .once('message', (text) => { console.log(text); process.exit(0); })`;
    expect(outcome(code)).toBe('alive');
  });
});
