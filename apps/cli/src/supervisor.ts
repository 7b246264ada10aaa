import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '#platform';
import { isAlive, stopProcess } from './processes.js';

/** A process the supervisor keeps alive. */
export interface ChildPlan {
  readonly name: string;
  /** Script of the build, and the environment it sees. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What the supervisor tells the outside: each line of a child, and each death with the delay before the next try. */
export interface SupervisorVoice {
  line(child: string, text: string): void;
  died(child: string, cause: string, seconds: number): void;
}

interface KeptChild {
  readonly plan: ChildPlan;
  process?: ChildProcess;
  retry?: NodeJS.Timeout;
  deaths: number;
}

/** The built module, wherever this one runs from. */
const tether = pathToFileURL(join(projectRoot, 'dist', 'apps', 'cli', 'src', 'tether.js')).href;
const longestDelay = 30;
/** A child that ran this long has recovered: its next death is again a first one. */
const recovered = 60_000;

/** Starts children, restarts those that die with a growing delay (1, 2, 4… 30 s), and stops them all within seconds. */
export class Supervisor {
  private readonly children: KeptChild[] = [];
  private isStopping = false;

  constructor(private readonly voice: SupervisorVoice) {}

  /** Starts a child and keeps it alive. */
  keep(plan: ChildPlan): void {
    const child: KeptChild = { plan, deaths: 0 };
    this.children.push(child);
    this.launch(child);
  }

  /** How many times a child has died since it last recovered. */
  deathsOf(name: string): number {
    return this.children.find(({ plan }) => plan.name === name)?.deaths ?? 0;
  }

  /** Stops every child: politely, then by force after eight seconds. Nothing is restarted from then on. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const { retry } of this.children) clearTimeout(retry);
    const pids = this.children.map(({ process }) => process?.pid).filter((pid) => pid !== undefined);
    await Promise.all(
      pids.filter(isAlive).map((pid) =>
        stopProcess(pid, [
          ['SIGTERM', 8_000],
          ['SIGKILL', 2_000],
        ]),
      ),
    );
  }

  private launch(kept: KeptChild): void {
    const { name, script, env } = kept.plan;
    // Its own process group: Ctrl-C reaches the supervisor alone, which then stops everything in order.
    const child = spawn(process.execPath, ['--enable-source-maps', '--no-warnings', `--import=${tether}`, script], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    kept.process = child;
    const started = performance.now();
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (text) => this.voice.line(name, text));
    }
    child.once('error', (error) => this.voice.line(name, error.message));
    child.once('exit', (code, signal) => {
      if (this.isStopping) return;
      kept.deaths = performance.now() - started > recovered ? 1 : kept.deaths + 1;
      const seconds = Math.min(2 ** (kept.deaths - 1), longestDelay);
      this.voice.died(name, signal ?? `exit ${code}`, seconds);
      kept.retry = setTimeout(() => this.launch(kept), seconds * 1_000);
    });
  }
}
