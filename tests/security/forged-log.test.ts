/** Someone has the database key, but not the signing key: whatever is removed or planted is told. */
import { expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { openCase, openDesk, passphrase } from '../support/desk.ts';

const findingsOf = async (engine: Engine) => {
  const { intact, findings } = await engine.run('log.verify', {});
  expect(intact).toBe(findings.length === 0);
  return findings.map(({ code, message }) => `${code}: ${message}`);
};

test('a log that was removed whole, with all records', async () => {
  const { engine, folder } = await openDesk();
  await openCase(engine);
  const { database } = engine.session();
  for (const table of ['change_log', 'log_head', 'cases', 'setting']) database.exec(`DELETE FROM ${table}`);
  expect((await findingsOf(engine)).join('\n')).toMatch(/truncated: The log does not begin with the making/);
  // Opened again it has a new, sound chain, which knows of nothing before it.
  database.exec('INSERT INTO setting VALUES (\'owner\', \'{"person":"A","organisation":"B"}\')');
  await engine.close();
  await engine.call('vault.unlock', { folder, passphrase });
  expect((await findingsOf(engine)).join('\n')).toMatch(/truncated: The log does not begin with the making/);
});

test('the chain the vault was last closed with, removed whole beside another', async () => {
  const { engine, folder } = await openDesk();
  const remove = () => {
    const { database, deviceId } = engine.session();
    database.prepare('DELETE FROM change_log WHERE device_id = ?').run(deviceId);
    database.prepare('DELETE FROM log_head WHERE device_id = ?').run(deviceId);
  };
  engine.session().database.exec("UPDATE log_head SET signature = 'AAAA'");
  await engine.close();
  // The signature does not fit: a second chain begins, and it is the one the vault is closed with.
  await engine.call('vault.unlock', { folder, passphrase });
  await engine.close();
  await engine.call('vault.unlock', { folder, passphrase });
  remove();
  expect((await findingsOf(engine)).join('\n')).toMatch(
    /truncated: When the vault was last closed .* is gone/,
  );
});

test.each([
  ['DROP TRIGGER custody_is_never_edited', 'trigger custody_is_never_edited is missing'],
  [
    "CREATE TRIGGER planted AFTER INSERT ON entity BEGIN UPDATE entity SET note = 'x' WHERE id = new.id; END",
    'trigger planted was added',
  ],
  ['ALTER TABLE entity ADD COLUMN more TEXT', 'table entity was altered'],
])('an altered schema: %s', async (sql, told) => {
  const { engine } = await openDesk();
  expect(await engine.run('vault.check', {})).toMatchObject({ intact: true });
  engine.session().database.exec(sql);
  const { intact, findings } = await engine.run('vault.check', {});
  expect(intact).toBe(false);
  expect(findings).toContainEqual(
    expect.objectContaining({ code: 'schema-altered', message: expect.stringContaining(told) }),
  );
});
