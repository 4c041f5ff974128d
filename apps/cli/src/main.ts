import { COMMANDS } from './commands.ts';
import { both, chooseLanguages } from './language.ts';
import { processTerminal } from './terminal.ts';

/** Every command answers with its exit code: 0 done, 1 no (invalid, refused), 2 the question was wrong or could not be asked. */
// A reader that has seen enough (`| head`) closes the pipe: nobody is left to tell.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit();
});
const terminal = processTerminal();
const [name = '', ...args] = process.argv.slice(2);

if (Object.hasOwn(COMMANDS, name)) {
  const { run } = await (COMMANDS[name] as (typeof COMMANDS)[string]).load();
  process.exitCode = await run(args, terminal);
} else {
  const isAsked = name === '' || name === 'help' || name === '--help' || name === '-h';
  const print = isAsked ? terminal.print : terminal.complain;
  for (const language of chooseLanguages(undefined, terminal.env)) {
    if (!isAsked) print(both(`没有“${name}”这个命令。`, `There is no command “${name}”.`)[language]);
    print(both('用法：yinzheng <命令> …', 'Usage: yinzheng <command> …')[language]);
    for (const [command, { summary }] of Object.entries(COMMANDS)) print(`  ${command.padEnd(10)}${summary[language]}`);
  }
  process.exitCode = isAsked ? 0 : 2;
}
