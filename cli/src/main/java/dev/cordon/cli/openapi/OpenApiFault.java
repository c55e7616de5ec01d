package dev.cordon.cli.openapi;

import dev.cordon.cli.yaml.Fault;

/** What can be wrong with an OpenAPI document, as far as it is read. */
public enum OpenApiFault implements Fault {
    /** Neither a mapping nor anything with an OpenAPI version. */
    NOT_OPENAPI("this is no OpenAPI document: it must be a mapping with `openapi: 3.1.0` and `paths`"),
    /** The format before 3.0, which called itself Swagger. */
    OPENAPI_2("this is OpenAPI 2 (Swagger): convert it to OpenAPI 3, or list the service's `operations` in the policy"),
    /** A version other than 3.0 and 3.1. */
    OPENAPI_VERSION("OpenAPI version `{}` can't be read: use 3.0 or 3.1, written as `openapi: 3.1.0`"),
    /** Nothing to call. */
    OPENAPI_NO_PATHS(
            "the document has no operation in `paths`: add one, or list the service's `operations` in the policy"),
    /** Something else where a mapping must be. */
    OPENAPI_NOT_A_MAPPING("`{}` must be a mapping, not {}"),
    /** YAML 1.1's merge key. */
    OPENAPI_MERGE_KEY("the merge key `<<` is not part of OpenAPI: write the path items out"),
    /** A path item that stands elsewhere. */
    OPENAPI_REF("path item `{}` is a `$ref`: write its operations out here, for references are not followed"),
    /** A key that path items do not have (OpenAPI 3.1 §4.8.9). */
    OPENAPI_KEY(
            "path item `{}` has the unknown key `{}`: methods are `get`, `put`, `post`, `delete`, `options`, `head`,"
                    + " `patch` and `trace`");

    private final String template;

    OpenApiFault(String template) {
        this.template = template;
    }

    @Override
    public String template() {
        return template;
    }
}
