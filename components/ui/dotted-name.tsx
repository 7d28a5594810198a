import { Fragment } from 'react';

/** A long name with dots, such as a type's: where it must be broken, it is broken after a dot. */
export function DottedName({ name }: { name: string }) {
  return name.split('.').map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name never change places.
    <Fragment key={place}>
      {place > 0 && '.'}
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
