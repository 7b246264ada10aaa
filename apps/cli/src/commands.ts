import type { Command } from './command.js';
import { accountsCommand } from './commands/accounts.command.js';
import { auditCommand } from './commands/audit.command.js';
import { benchCommand } from './commands/bench.command.js';
import { buildCommand } from './commands/build.command.js';
import { checkCommand } from './commands/check.command.js';
import { criteriaCommand } from './commands/criteria.command.js';
import { demoCommand } from './commands/demo.command.js';
import { doctorCommand } from './commands/doctor.command.js';
import { envExampleCommand } from './commands/env-example.command.js';
import { helpCommand } from './commands/help.command.js';
import { migrateCommand } from './commands/migrate.command.js';
import { scoreCommand } from './commands/score.command.js';
import { shotsCommand } from './commands/shots.command.js';
import { startCommand } from './commands/start.command.js';
import { testCommand } from './commands/test.command.js';
import { verifyCommand } from './commands/verify.command.js';

const verbs: readonly Command[] = [
  startCommand,
  demoCommand,
  testCommand,
  checkCommand,
  buildCommand,
  migrateCommand,
  accountsCommand,
  auditCommand,
  criteriaCommand,
  scoreCommand,
  shotsCommand,
  benchCommand,
  verifyCommand,
  doctorCommand,
  envExampleCommand,
];

/** Every verb of `./guichet`, in the order of the help. */
export const commands: readonly Command[] = [...verbs, helpCommand(verbs)];
