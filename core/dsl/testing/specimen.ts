/** One of nearly everything that the language has, a value a line, so that a change of a line breaks one thing. */
export const specimen = `
description: a specimen
metadata: {a: 1}
inputs:
  port:
    type: integer
    default: 80
    constraints:
      - in_range: [1, 100]
  name:
    type: endpoint
    required: false
data_types:
  endpoint:
    derived_from: base
    properties:
      host:
        default: localhost
  base:
    properties:
      port:
        type: integer
        default: 1
node_types:
  service:
    derived_from: cloudify.nodes.Root
    properties:
      end:
        type: endpoint
        default:
          port: 2
      tags:
        default: []
    interfaces:
      extra:
        op:
          implementation: p.extra
          executor: central_deployment_agent
          max_retries: 2
          inputs:
            value:
              type: dict
              default:
                a: {get_property: [SELF, end]}
node_templates:
  host:
    type: cloudify.nodes.Compute
    capabilities:
      scalable:
        properties:
          default_instances: 2
          max_instances: UNBOUNDED
  app:
    type: service
    properties:
      end:
        host: {get_attribute: [host, ip]}
      tags:
        - {concat: [a, {get_input: port}]}
    interfaces:
      extra:
        op:
          inputs:
            other: {get_secret: key}
    relationships:
      - type: cloudify.relationships.contained_in
        target: host
        source_interfaces:
          cloudify.interfaces.relationship_lifecycle:
            establish:
              implementation: p.join
              inputs:
                port: {get_property: [SOURCE, end, port]}
workflows:
  own:
    mapping: p.flow
    parameters:
      a:
        default: 1
groups:
  g:
    members: [app]
outputs:
  url:
    description: where
    value: {concat: ['http://', {get_attribute: [app, ip]}]}
labels:
  k:
    values: [v]
deployment_settings:
  display_name: {get_input: port}
`;
