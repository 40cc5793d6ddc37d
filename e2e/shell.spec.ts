import { createSocket } from 'node:dgram';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askEngine, fromEngine } from './harness/ask-engine.ts';
import { expect, test } from './harness/workbench.ts';

test('the window opens in a sandbox that knows no Node.js', async ({ workbench, picture }) => {
  const { app, window, launchMilliseconds } = workbench;
  console.log(`launch to loaded window: ${Math.round(launchMilliseconds)} ms`);
  await expect(window).toHaveTitle(/Proffer/);
  await picture(window, 'first-window');

  const facts = await window.evaluate(() => ({
    origin: location.origin,
    sandboxed: (globalThis as unknown as { proffer: { sandboxed: boolean } }).proffer.sandboxed,
    require: typeof (globalThis as { require?: unknown }).require,
    process: typeof (globalThis as { process?: unknown }).process,
  }));
  expect(facts).toEqual({
    origin: 'app://proffer',
    sandboxed: true,
    require: 'undefined',
    process: 'undefined',
  });

  const main = await app.evaluate(({ app: electron }) => ({
    user: process.getuid?.(),
    noSandbox: electron.commandLine.hasSwitch('no-sandbox'),
  }));
  expect(main.user).not.toBe(0);
  expect(main.noSandbox).toBe(false);
});

test('the policy of the page runs nothing but our own files', async ({ workbench }) => {
  const outcome = await workbench.window.evaluate(async () => {
    const blocked: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.head.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { outline: 7px solid red }';
    document.head.append(style);
    // Later, not here: what a debugger evaluates at once is exempt from the policy.
    const evaluated = await new Promise<boolean>((resolve) =>
      setTimeout(() => {
        try {
          // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
          resolve(globalThis.eval('true') as boolean);
        } catch {
          resolve(false);
        }
      }),
    );
    const reached = await Promise.all(
      ['https://example.org/', 'http://127.0.0.1:9/', 'file:///etc/passwd'].map((address) =>
        fetch(address).then(
          () => true,
          () => false,
        ),
      ),
    );
    const socket = await new Promise<boolean>((resolve) => {
      try {
        const opened = new WebSocket('ws://127.0.0.1:9/');
        opened.onopen = () => resolve(true);
        opened.onerror = () => resolve(false);
      } catch {
        resolve(false);
      }
    });
    const frame = document.createElement('iframe');
    frame.src = 'app://proffer/';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 200));
    frame.remove();
    script.remove();
    style.remove();
    return {
      injected: (globalThis as { injected?: boolean }).injected ?? false,
      outline: getComputedStyle(document.body).outlineWidth,
      evaluated,
      reached,
      socket,
      blocked: [...new Set(blocked)].sort(),
    };
  });
  expect(outcome.injected).toBe(false);
  expect(outcome.outline).not.toBe('7px');
  expect(outcome.evaluated).toBe(false);
  expect(outcome.reached).toEqual([false, false, false]);
  expect(outcome.socket).toBe(false);
  for (const directive of ['script-src-elem', 'style-src-elem', 'connect-src', 'frame-src']) {
    expect(outcome.blocked).toContain(directive);
  }
});

test('no new window, no navigation, no permission', async ({ workbench }) => {
  const { app, window } = workbench;
  const outcome = await window.evaluate(async () => {
    const opened = globalThis.open('https://example.org/');
    const link = document.createElement('a');
    link.href = 'https://example.org/';
    link.textContent = 'out';
    document.body.append(link);
    link.click();
    link.target = '_blank';
    link.click();
    location.href = 'file:///etc/passwd';
    const permission = await Notification.requestPermission();
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    );
    const position = await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        (error) => resolve(error.code),
      ),
    );
    link.remove();
    return { opened: opened === null, permission, camera, position };
  });
  expect(outcome).toEqual({
    opened: true,
    permission: 'denied',
    camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
    position: 1,
  });
  await window.waitForTimeout(300);
  expect(new URL(window.url()).href).toMatch(/^app:\/\/proffer\//);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('WebRTC, which goes past proxy and request filter, sends nothing', async ({ workbench }) => {
  const listener = createSocket('udp4');
  let received = 0;
  listener.on('message', () => {
    received += 1;
  });
  await new Promise<void>((ready) => listener.bind(0, '127.0.0.1', ready));
  const candidates = await workbench.window.evaluate(async (port) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    let found = 0;
    const gathered = new Promise((resolve) => {
      connection.onicecandidate = ({ candidate }) => {
        if (candidate) found += 1;
        else resolve(undefined);
      };
    });
    connection.createDataChannel('out');
    await connection.setLocalDescription(await connection.createOffer());
    // Its first packets go out at once; it does not always say that it has ended.
    await Promise.race([gathered, new Promise((resolve) => setTimeout(resolve, 3000))]);
    return found;
  }, listener.address().port);
  listener.close();
  expect({ candidates, received }).toEqual({ candidates: 0, received: 0 });
});

test('main reaches no network either', async ({ workbench }) => {
  const outcome = await workbench.app.evaluate(async ({ net, session }) => {
    const attempt = (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        () => 'reached',
        () => 'refused',
      );
    return {
      net: await attempt(net.fetch('https://example.org/')),
      view: await attempt(session.fromPartition('proffer').fetch('http://127.0.0.1:9/')),
      proxy: await session.fromPartition('proffer').resolveProxy('https://example.org/'),
    };
  });
  expect(outcome).toEqual({ net: 'refused', view: 'refused', proxy: expect.stringContaining('127.0.0.1:9') });
});

test('the engine answers over the port, is started again when it dies, and closes in order', async ({
  workbench,
}) => {
  const { app, window } = workbench;
  const alive = (): Promise<{ processId: number }> => fromEngine(window, 'engine.ping', {});
  const first = await alive();
  expect(await askEngine(window, 'no.such-call', {})).toMatchObject({ ok: false });

  const states = window.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = [];
        (
          globalThis as unknown as {
            proffer: { onEngineState(listener: (state: { status: string }) => void): () => void };
          }
        ).proffer.onEngineState(({ status }) => {
          seen.push(status);
          if (status === 'ready' && seen.includes('lost')) resolve(seen);
        });
      }),
  );
  // The application may run as another user than this test: main has the right to end its own child.
  await app.evaluate((_electron, processId) => process.kill(processId, 'SIGKILL'), first.processId);
  expect(await states).toEqual(expect.arrayContaining(['lost', 'starting', 'ready']));
  const second = await alive();
  expect(second.processId).not.toBe(first.processId);

  await app.close();
  expect(existsSync(`/proc/${second.processId}`)).toBe(false);
});

test('a path is had from a dropped file, and from nothing else', async ({ workbench, provide }) => {
  const path = provide(import.meta.filename);
  const { window } = workbench;
  await window.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'probe';
    document.body.append(input);
  });
  await window.locator('#probe').setInputFiles(path);
  const paths = await window.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#probe')!;
    const shell = (
      globalThis as unknown as { proffer: { pathsForDrop(files: readonly unknown[]): string[] } }
    ).proffer;
    const found = shell.pathsForDrop([...input.files!, new File(['text'], 'made-up.txt')]);
    input.remove();
    return found;
  });
  expect(paths).toEqual([path]);
});

test('evidence is asked for by reference only', async ({ workbench }) => {
  const statuses = await workbench.window.evaluate(() =>
    Promise.all(
      [
        'evidence://evidence/..%2f..%2fetc%2fpasswd',
        'evidence://elsewhere/abc',
        'evidence://evidence/abc?x=1',
      ].map(async (address) => (await fetch(address)).status),
    ),
  );
  expect(statuses).toEqual([400, 400, 400]);
});

test('a vault is made by the SQLite of this Electron, and evidence comes back through its scheme', async ({
  workbench,
  provide,
  sandbox,
}) => {
  const { window } = workbench;
  const vault = join(sandbox, 'vault');
  const original = join(sandbox, 'page.html');
  writeFileSync(original, '<script>document.title = "taken over"</script>');
  const html = provide(original);

  const owner = { person: 'Ann Example', organisation: 'Example Ltd' };
  await fromEngine(window, 'vault.create', { folder: vault, passphrase: 'correct horse battery', owner });
  const { id: caseId } = await fromEngine<{ id: string }>(window, 'case.create', {
    reference: 'T-1',
    title: 'Test',
    scheme: 'tech-support',
  });
  const { jobId } = await fromEngine<{ jobId: string }>(window, 'evidence.intake', { caseId, paths: [html] });
  const job = await fromEngine<{ state: string; result: { evidenceIds: string[] } }>(window, 'job.wait', {
    jobId,
  });
  expect(job.state).toBe('done');

  const answer = await window.evaluate(async (address) => {
    const whole = await fetch(address);
    const part = await fetch(address, { headers: { range: 'bytes=1-6' } });
    return {
      status: whole.status,
      type: whole.headers.get('content-type'),
      text: await whole.text(),
      partStatus: part.status,
      part: await part.text(),
    };
  }, `evidence://evidence/${job.result.evidenceIds[0]}`);
  expect(answer).toEqual({
    status: 200,
    // By content it is text: shown as its source, never as a page.
    type: 'text/plain; charset=utf-8',
    text: '<script>document.title = "taken over"</script>',
    partStatus: 206,
    part: 'script',
  });

  await fromEngine(window, 'vault.lock', {});
  const locked = await window.evaluate(
    async (address) => (await fetch(address)).status,
    `evidence://evidence/${job.result.evidenceIds[0]}`,
  );
  expect(locked).toBe(423);
});
