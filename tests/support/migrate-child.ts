/** Brings a database to the made-up next schema, or dies at a fault point: `migrate-child.ts DATABASE KEY-HEX COPY`. */
import { connect } from '../../src/engine/vault/database.ts';
import { migrate } from '../../src/engine/vault/migrate.ts';
import { nextMigrations } from './next-migration.ts';

const [path, keyHex, copy] = process.argv.slice(2);
if (!path || !keyHex || !copy) throw new Error('usage: migrate-child.ts DATABASE KEY-HEX COPY');
const key = Buffer.from(keyHex, 'hex');
const database = connect(path, key, { create: false });
migrate(database, nextMigrations, { program: 'test', copyPath: () => copy, key });
database.close();
console.log('migrated');
