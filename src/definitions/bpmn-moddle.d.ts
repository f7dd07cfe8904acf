/** The part of bpmn-moddle that is used; the package's own types leave its reader out. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    $type: string;
    /** Attributes no known package declares, with their prefix. */
    $attrs: Record<string, string>;
    $descriptor: {
      propertiesByName: Record<string, { isReference?: boolean; default?: unknown } | undefined>;
    };
    id?: string;
    name?: string;
    [property: string]: unknown;
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, object>);
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: { message: string }[] }>;
  }
}
