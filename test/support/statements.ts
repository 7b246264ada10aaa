import type { DataSource, Logger } from 'typeorm';

const frame = /^\s*(BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SELECT set_config)/i;

/** Counts what a piece of work asks of the database, opening and closing of transactions apart. */
export async function countStatements<T>(database: DataSource, work: () => PromiseLike<T>): Promise<{ result: T; statements: number }> {
  const before = database.logger;
  let statements = 0;
  const nothing = () => undefined;
  const counter: Logger = {
    logQuery: (query) => {
      if (!frame.test(query)) statements += 1;
    },
    ...{ logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing, log: nothing },
  };
  database.logger = counter;
  try {
    const result = await work();
    return { result, statements };
  } finally {
    database.logger = before;
  }
}
