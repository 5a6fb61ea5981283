/** Describes the machine, and times synced transactions on its disk. */
import { rmSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { createHistogram } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import type { LatencyPercentiles } from '../load/load-plan.js';
import { SCRATCH } from '../paths.js';
import type { Machine } from '../results.js';
import { CAN_PIN } from '../servers/child-process.js';

export function thisMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: totalmem() / 1024 ** 3,
    system: `${type()} ${release()}`,
    node: process.version,
    pinned: CAN_PIN,
  };
}

/** Times `count` transactions of one row each, synced to the disk that holds the databases. */
export function timeCommits(count: number): LatencyPercentiles {
  const file = join(SCRATCH, `commits-${process.pid}.sqlite`);
  const database = new Database(file);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec('CREATE TABLE row (text TEXT)');
    const insert = database.prepare("INSERT INTO row VALUES ('as long as a short text is')");
    const histogram = createHistogram();
    for (let commit = 0; commit < count; commit += 1) {
      const start = process.hrtime.bigint();
      insert.run();
      histogram.record(process.hrtime.bigint() - start);
    }
    return { p50Ms: histogram.percentile(50) / 1e6, p99Ms: histogram.percentile(99) / 1e6 };
  } finally {
    database.close();
    rmSync(file, { force: true });
  }
}
