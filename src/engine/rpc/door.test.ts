/** The one door: what knocks is checked, what goes wrong is told in its own words or by a number, never by a case's text. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Desk, failureOf, openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';
import { contract } from '../../shared/contract/index.ts';
import type { EngineEvent } from '../../shared/contract/job.ts';
import { errorCodes, ProfferError } from '../../shared/domain/errors.ts';
import { toErrorData } from './failure.ts';
import { type FramePort, servePort } from './serve-port.ts';

let desk: Desk;
let errors: string;

beforeEach(async () => {
  desk = await openDesk();
  errors = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += text;
    return true;
  });
});

afterEach(() => vi.restoreAllMocks());

/** A view at the other end of a port. */
function view() {
  const { port1, port2 } = new MessageChannel();
  const served: FramePort = {
    on: (event: string, listener: (event: { data: never }) => void) =>
      event === 'message'
        ? port1.on('message', (data) => listener({ data: data as never }))
        : port1.on('close', () => listener({ data: undefined as never })),
    postMessage: (frame) => port1.postMessage(frame),
    start: () => port1.start(),
  };
  servePort(desk.engine, served);
  const events: EngineEvent[] = [];
  const waiting = new Map<number, (reply: Reply) => void>();
  let next = 0;
  port2.on('message', (frame: Reply | EngineEvent) => {
    if ('event' in frame) events.push(frame);
    else waiting.get(frame.id)?.(frame);
  });
  const call = (method: unknown, input: unknown): Promise<Reply> => {
    const id = ++next;
    port2.postMessage({ id, method, input });
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  return { port: port2 as MessagePort, call, events, close: () => port2.close() };
}
type Reply = {
  id: number;
  ok: boolean;
  value?: unknown;
  error?: { code: string; message: string; details: object };
};

describe('input', () => {
  test.each(['nothing.such', 'constructor', '__proto__', 'toString', 'vault', ''])(
    'the call %s is unknown',
    async (name) => {
      expect((await failureOf(desk.engine.callUnchecked(name, {}))).code).toBe('not-found');
    },
  );

  test('that breaks the contract is refused with each field that does', async () => {
    const wrong = { reference: '', title: 5, scheme: 'lottery', more: true };
    const failed = await failureOf(desk.engine.callUnchecked('case.create', wrong));
    expect(failed.code).toBe('invalid-input');
    const paths = (failed.details.issues as { path: string[] }[]).map(({ path }) => path.join('.'));
    expect(paths).toEqual(expect.arrayContaining(['reference', 'title', 'scheme']));
    expect(failed.message).toContain('Title must be a text.');
  });

  test('with half of a character in a text is refused before anything is hashed or stored', async () => {
    const half = { reference: 'H-1', title: 'Jos\ud83d', scheme: 'tech-support' } as const;
    const failed = await failureOf(desk.engine.call('case.create', half));
    expect([failed.code, failed.details]).toMatchObject(['invalid-input', { issues: [{ path: ['title'] }] }]);
  });

  test('of any kind, to any call, is answered or refused, and never breaks the engine', async () => {
    const methods = Object.keys(contract).filter((name) => !/^vault\.(lock|create)$|^job\.wait$/.test(name));
    const before = desk.engine.session().log.head();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...methods), fc.anything({ maxDepth: 3 }), async (method, input) => {
        try {
          await desk.engine.callUnchecked(method, input);
        } catch (error) {
          expect(error).toBeInstanceOf(ProfferError);
          expect((error as ProfferError).code).toMatch(/^(invalid-input|not-found|conflict|locked)$/);
        }
      }),
      { numRuns: 600 },
    );
    expect(desk.engine.session().log.head()).toEqual(before);
  });
});

describe('output', () => {
  test('that breaks the contract is a defect of ours, not of the input', async () => {
    desk.engine
      .session()
      .database.prepare("UPDATE setting SET value = 'soon' WHERE key = 'auto-lock-minutes'")
      .run();
    const { call, close } = view();
    const { error } = await call('vault.status', {});
    expect(error?.code).toBe('internal');
    expect(errors).toContain('autoLockMinutes');
    close();
  });
});

describe('what nobody expected', () => {
  const secret = 'José Canary of Puddlemere';

  test.each<[string, () => unknown]>([
    ['an error', () => new Error(secret)],
    [
      'an error with a code of its own',
      () => Object.assign(new Error(secret), { code: 'EWEIRD', path: secret }),
    ],
    ['a text', () => secret],
    ['nothing', () => undefined],
    ['null', () => null],
    ['a number', () => 42],
    [
      'an object that throws when it is looked at',
      () => ({
        get code() {
          throw new Error(secret);
        },
        toString: () => secret,
      }),
    ],
    ['a promise that never was', () => Promise.resolve(secret)],
  ])('%s becomes internal with an incident number, and no text of the case leaves', async (_what, thrown) => {
    const { call, close } = view();
    vi.spyOn(desk.engine.session().database, 'prepare').mockImplementation(() => {
      throw thrown();
    });
    const { ok, error } = await call('case.list', {});
    expect([ok, error?.code]).toEqual([false, 'internal']);
    const { incident } = error!.details as { incident: string };
    expect(error!.message).toContain(`incident ${incident}`);
    expect(Object.keys(error!.details)).toEqual(['incident']);
    expect(JSON.stringify(error)).not.toContain('Canary');
    expect(errors).toContain(`incident ${incident}`);
    close();
  });

  test('in a job too', async () => {
    const caseId = await openCase(desk.engine);
    const root = writeFiles(desk.base, { a: 'x' });
    vi.spyOn(desk.engine.session().store, 'walk').mockImplementation(() => {
      throw new TypeError(secret);
    });
    const { jobId } = await desk.engine.call('evidence.intake', { caseId, paths: [root] });
    const job = await desk.engine.call('job.wait', { jobId });
    expect([job.state, job.error?.code]).toEqual(['failed', 'internal']);
    expect(JSON.stringify(job)).not.toContain('Canary');
  });

  test('in one who listens does not turn a saved change into a failure', async () => {
    // It was on disk, and the caller was told that it had failed.
    const stop = desk.engine.listen(() => {
      throw new Error('the port is gone');
    });
    const caseId = await openCase(desk.engine, 'Saved');
    stop();
    expect((await desk.engine.call('case.get', { id: caseId })).title).toBe('Saved');
  });

  test.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'permission'],
    ['EROFS', 'permission'],
    ['ENOENT', 'not-found'],
    ['EEXIST', 'conflict'],
    ['EISDIR', 'invalid-input'],
    ['ENAMETOOLONG', 'invalid-input'],
    ['SQLITE_FULL', 'disk-full'],
    ['SQLITE_IOERR_WRITE', 'permission'],
    ['SQLITE_CANTOPEN', 'permission'],
    ['SQLITE_CORRUPT', 'corrupt'],
    ['SQLITE_NOTADB', 'corrupt'],
    ['SQLITE_BUSY_SNAPSHOT', 'locked'],
    ['SQLITE_CONSTRAINT_UNIQUE', 'internal'],
  ])('%s is %s', (code, expected) => {
    const data = toErrorData(Object.assign(new Error(secret), { code }));
    expect(data.code).toBe(expected);
    expect(errorCodes).toContain(data.code);
    expect(data.message).not.toContain('Canary');
  });
});

describe('a port', () => {
  test('answers each call under its number, and tells what changed', async () => {
    const { call, events, close } = view();
    const [made, pong, unknown] = await Promise.all([
      call('case.create', { reference: 'P-1', title: 'Over the port', scheme: 'tech-support' }),
      call('engine.ping', {}),
      call('no.such', {}),
    ]);
    expect(made).toMatchObject({ ok: true, value: { title: 'Over the port' } });
    expect(pong).toMatchObject({ ok: true, value: { processId: process.pid } });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(events).toContainEqual({
      event: 'changed',
      tables: ['cases'],
      caseId: (made.value as { id: string }).id,
    });
    close();
  });

  test.each([
    [null],
    [undefined],
    [7],
    ['text'],
    [[]],
    [{}],
    [{ id: 'x', method: 5 }],
    [{ cancel: 'x' }],
    [{ cancel: 99 }],
  ])('survives a frame that is none: %j', async (frame) => {
    const { port, call, close } = view();
    port.postMessage(frame);
    port.postMessage({ id: 999, method: { toString: 'x' }, input: {} });
    expect((await call('engine.ping', {})).ok).toBe(true);
    close();
  });

  test('that closed is told nothing more, and nothing fails for it', async () => {
    const { close } = view();
    close();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await openCase(desk.engine);
    expect(errors).toBe('');
  });
});
