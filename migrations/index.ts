/** The history of the schema, oldest first. Two concurrent migrations conflict here, on purpose. */
export const migrations = [];
