import { Command } from 'commander';
import { programVersion } from '../engine/program.ts';
import { addCaseCommands } from './commands/case.ts';
import { addEntityCommands } from './commands/entity.ts';
import { addEventCommands } from './commands/event.ts';
import { addEvidenceCommands } from './commands/evidence.ts';
import { addImportCommands } from './commands/import.ts';
import { addIntelCommands } from './commands/intel.ts';
import { addLinkCommands } from './commands/link.ts';
import { addLogCommands } from './commands/log.ts';
import { addLossCommands } from './commands/loss.ts';
import { addMailCommands } from './commands/mail.ts';
import { addObservableCommands } from './commands/observable.ts';
import { addPaymentCommands } from './commands/payment.ts';
import { addProposalCommands } from './commands/proposal.ts';
import { addReadCommands } from './commands/read.ts';
import { addReferralCommands } from './commands/referral.ts';
import { addSearchCommands } from './commands/search.ts';
import { addVaultCommands } from './commands/vault.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { addGlobals } from './globals.ts';
import type { Run } from './perform.ts';

const firstSteps = `A case from files to a sealed package:
  proffer vault create --vault DIR --person NAME --organisation NAME
  export PROFFER_VAULT=DIR
  proffer case create --reference EX-1 --title TITLE --scheme tech-support
  proffer evidence add FOLDER --case EX-1 --source NAME --read
  proffer proposal list --case EX-1       what complaints tell; then accept or reject
  proffer observable list --case EX-1     what was found in text; then accept or reject
  proffer import candidates --case EX-1   tables to be imported
  proffer referral agencies
  proffer referral check --case EX-1 --agency ID    what is missing, and how to mend it
  proffer referral export --case EX-1 --agency ID --to FOLDER
  proffer verify PACKAGE.zip

What a group can do: proffer GROUP --help`;

/** The whole command line. It throws commander's errors instead of exiting, so that one place decides on exit codes. */
export function buildProgram(run: Run, { silent }: { silent: boolean }): Command {
  const program = new Command('proffer');
  program
    .description('Cases of impersonation fraud: evidence in, sealed referrals out. Offline.')
    .version(programVersion)
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help to see how it is used)')
    .configureHelp({ showGlobalOptions: true });
  if (silent) program.configureOutput({ writeErr: () => {} });
  addGlobals(program);
  addVaultCommands(program, run);
  addCaseCommands(program, run);
  addEvidenceCommands(program, run);
  addImportCommands(program, run);
  addReadCommands(program, run);
  addMailCommands(program, run);
  addObservableCommands(program, run);
  addProposalCommands(program, run);
  addEntityCommands(program, run);
  addLinkCommands(program, run);
  addEventCommands(program, run);
  addLossCommands(program, run);
  addPaymentCommands(program, run);
  addSearchCommands(program, run);
  addIntelCommands(program, run);
  addReferralCommands(program, run);
  addVerifyCommand(program, run);
  addLogCommands(program, run);
  program.addHelpText('after', `\n${firstSteps}\n\n${exitCodeHelp()}\n\nMore: docs/command-line.md`);
  return program;
}
