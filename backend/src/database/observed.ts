import type { DatabaseConnection, Dialect, Driver } from "kysely";

/**
 * A dialect that tells of every statement that fails, also where Better Auth makes something else of the error: a sign-up on a
 * locked database would be answered 422, as if the client had done something wrong.
 */
export function observed(dialect: Dialect, note: (error: unknown) => void): Dialect {
  return {
    createDriver: () => observedDriver(dialect.createDriver(), note),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

function observedDriver(driver: Driver, note: (error: unknown) => void): Driver {
  const noted = <T>(done: Promise<T>): Promise<T> =>
    done.catch((error: unknown) => {
      note(error);
      throw error;
    });
  const known = new WeakSet<DatabaseConnection>();
  return {
    init: (...args) => driver.init(...args),
    async acquireConnection(...args) {
      const connection = await noted(driver.acquireConnection(...args));
      if (!known.has(connection)) {
        known.add(connection);
        const execute = connection.executeQuery.bind(connection);
        connection.executeQuery = ((...query: Parameters<typeof execute>) =>
          noted(execute(...query))) as typeof connection.executeQuery;
      }
      return connection;
    },
    beginTransaction: (...args) => noted(driver.beginTransaction(...args)),
    commitTransaction: (...args) => noted(driver.commitTransaction(...args)),
    rollbackTransaction: (...args) => driver.rollbackTransaction(...args),
    releaseConnection: (...args) => driver.releaseConnection(...args),
    destroy: (...args) => driver.destroy(...args),
  };
}
