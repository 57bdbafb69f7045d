import { Argument, Command } from "commander";
import type { Terminal } from "../shared/terminal";
import { unknownName } from "../shared/unknownName";

/** What is to be completed: the subcommands with their options. */
export interface Completable {
  name: string;
  summary: string;
  options: readonly string[];
}

type Script = (commands: readonly Completable[]) => string;

const words = (commands: readonly Completable[]) => commands.map(({ name }) => name).join(" ");

const scripts: Readonly<Record<string, Script>> = {
  bash: (commands) => `_pulumi_ozeki() {
  local current="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${words(commands)}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${commands.map(({ name, options }) => `    ${name}) COMPREPLY=($(compgen -W "${options.join(" ")}" -- "$current")) ;;`).join("\n")}
  esac
}
complete -o default -F _pulumi_ozeki pulumi-ozeki`,
  zsh: (commands) => `#compdef pulumi-ozeki
_pulumi_ozeki() {
  if (( CURRENT == 2 )); then
    local -a commands=(${commands.map(({ name, summary }) => `'${name}:${summary.replaceAll("'", "'\\''")}'`).join(" ")})
    _describe command commands
    return
  fi
  case "\${words[2]}" in
${commands.map(({ name, options }) => `    ${name}) compadd -- ${options.join(" ")} ;;`).join("\n")}
  esac
}
compdef _pulumi_ozeki pulumi-ozeki`,
  fish: (commands) =>
    commands
      .flatMap(({ name, summary, options }) => [
        `complete -c pulumi-ozeki -n __fish_use_subcommand -a ${name} -d '${summary.replaceAll("'", "\\'")}'`,
        ...options.map(
          (option) =>
            `complete -c pulumi-ozeki -n '__fish_seen_subcommand_from ${name}' -l ${option.replace(/^--/, "")}`,
        ),
      ])
      .join("\n"),
  powershell: (commands) => `Register-ArgumentCompleter -Native -CommandName pulumi-ozeki -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $options = @{
${commands.map(({ name, options }) => `    '${name}' = @(${options.map((option) => `'${option}'`).join(", ")})`).join("\n")}
  }
  $given = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $candidates = if ($given.Count -gt 0 -and $options.ContainsKey($given[0])) { $options[$given[0]] } else { $options.Keys }
  $candidates | Where-Object { $_ -like "$wordToComplete*" } | Sort-Object
}`,
};

const shells = Object.keys(scripts);

function shellNamed(given: string): string {
  if (!shells.includes(given)) {
    throw unknownName({ what: "shell", given, known: shells, listedBy: "pulumi-ozeki completion --help" });
  }
  return given;
}

/** `pulumi-ozeki completion SHELL`: a script that completes this command. */
export function completionCommand(terminal: Terminal, commands: () => readonly Completable[]): Command {
  return new Command("completion")
    .description("Prints a script with which a shell completes this command.")
    .addArgument(new Argument("<shell>").choices(shells).argParser(shellNamed))
    .addHelpText(
      "after",
      `
Examples:
  pulumi-ozeki completion bash >> ~/.bashrc
  pulumi-ozeki completion zsh >> ~/.zshrc            after compinit
  pulumi-ozeki completion fish > ~/.config/fish/completions/pulumi-ozeki.fish
  pulumi-ozeki completion powershell >> $PROFILE`,
    )
    .action((shell: string) => {
      terminal.printData(scripts[shell]?.(commands()) ?? "");
    });
}
