/** Without what was not given: a name that stands for `undefined` is left out, as though it had never been said. */
export function given<Values extends object>(values: Values): Given<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Given<Values>;
}

type Absent<Values> = { [Name in keyof Values]: undefined extends Values[Name] ? Name : never }[keyof Values];
type Given<Values> = Omit<Values, Absent<Values>> & {
  [Name in Absent<Values>]?: Exclude<Values[Name], undefined>;
};
