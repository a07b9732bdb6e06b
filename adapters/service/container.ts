import 'reflect-metadata';
import { type BindToFluentSyntax, Container } from 'inversify';

/** Classes by name. Each takes one object with its parts, or nothing. */
export type PartClasses = Record<string, new (parts: never) => object>;

/** The parts made from classes: one each, under the name of the class in camelCase. */
export type Made<Classes extends PartClasses> = {
  readonly [Name in keyof Classes & string as Uncapitalize<Name>]: InstanceType<Classes[Name]>;
};

type Named<Classes> = { [Name in keyof Classes & string as Uncapitalize<Name>]: Classes[Name] };

type Needs<Class> = Class extends new (parts: infer Parts) => object ? keyof Parts : never;

/** The parts that need others of `Names`. */
type Needing<All, Names extends keyof All> = {
  [Name in Names]: [Needs<All[Name]> & Names] extends [never] ? never : Name;
}[Names];

/** The names of parts that need each other in a circle; never when there is none. */
export type Circle<All, Names extends keyof All = keyof All> = Needing<All, Names> &
  Needs<All[Needing<All, Names>]> extends infer Left extends keyof All
  ? [Names] extends [Left]
    ? Names
    : Circle<All, Left>
  : never;

/** Classes whose parts are all among these, or the error about them. */
type Fitting<Classes extends PartClasses, Parts> = [Circle<Named<Classes>>] extends [never]
  ? Record<keyof Classes, new (parts: Parts) => object>
  : { needEachOtherInACircle: Circle<Named<Classes>> };

/**
 * Binds a part for each class, and the values, under their names. Makes each part once, and returns them all by name.
 * Values may use the made parts, but only later, when they are called. Classes that lack a part, or that need each
 * other in a circle, do not compile.
 * @throws Error that names the part, where two have one name, or the circle, where making a part takes the same part
 */
export function createContainer<Classes extends PartClasses, Values extends object>(
  classes: Classes & Fitting<Classes, Made<Classes> & Values>,
  valuesOf: (made: Made<Classes>) => Values,
): Made<Classes> & Values {
  const container = new Container({ defaultScope: 'Singleton' });
  const parts = {};
  const making: string[] = [];
  const add = (name: string, bind: (to: BindToFluentSyntax<unknown>) => unknown) => {
    if (Object.hasOwn(parts, name)) throw new Error(`Two parts have the name ${name}`);
    bind(container.bind(name));
    Object.defineProperty(parts, name, {
      configurable: true,
      enumerable: true,
      get: () => make(name),
    });
  };
  const make = (name: string): unknown => {
    if (making.includes(name)) {
      throw new Error(`Parts need each other in a circle: ${[...making, name].join(' → ')}`);
    }
    making.push(name);
    try {
      const value = container.get(name);
      Object.defineProperty(parts, name, { enumerable: true, value });
      return value;
    } finally {
      making.pop();
    }
  };

  for (const [className, Class] of Object.entries<new (parts: never) => object>(classes)) {
    const name = className.charAt(0).toLowerCase() + className.slice(1);
    add(name, (to) => to.toDynamicValue(() => new Class(parts as never)));
  }
  for (const [name, value] of Object.entries(valuesOf(parts as Made<Classes>))) {
    add(name, (to) => to.toConstantValue(value));
  }
  // Makes all parts now, so that a part that cannot be made stops the start.
  for (const name of Object.keys(parts)) make(name);
  return parts as Made<Classes> & Values;
}
