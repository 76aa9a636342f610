{{/* The settings that the chart gives a service, as a list of environment variables: root, key, service. */}}
{{- define "hearth.environment" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
{{- $full := include "hearth.fullname" $root -}}
{{- $metadata := printf "http://%s-core-metadata:59881" $full -}}
- { name: HEARTH_BUS_HOST, value: {{ include "hearth.brokerHost" $root | quote }} }
- { name: HEARTH_BUS_PORT, value: {{ include "hearth.brokerPort" $root | quote }} }
{{- if $values.broker.existingSecret }}
{{- range $prefix := ternary (list "HEARTH_BUS" "HEARTH_DEVICE_MQTT") (list "HEARTH_BUS") (eq .key "deviceService") }}
- { name: {{ $prefix }}_USERNAME, valueFrom: { secretKeyRef: { name: {{ $values.broker.existingSecret }}, key: username } } }
- { name: {{ $prefix }}_PASSWORD, valueFrom: { secretKeyRef: { name: {{ $values.broker.existingSecret }}, key: password } } }
{{- end }}
{{- end }}
- { name: HEARTH_KEEPER_URL, value: "http://{{ $full }}-core-metadata:59890" }
- { name: HEARTH_KEEPER_SERVICE_HOST, value: {{ $full }}-{{ .service.name }} }
{{- if ne .key "deviceService" }}
- { name: HEARTH_BUS_INSTANCE, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
{{- end }}
{{- if .service.redis }}
{{- $tls := $values.redis.external.tls.enabled }}
- { name: QUARKUS_REDIS_HOSTS, value: "{{ ternary "rediss" "redis" $tls }}://{{ include "hearth.redisHost" $root }}:{{ include "hearth.redisPort" $root }}" }
{{- with $values.redis.existingSecret }}
- { name: QUARKUS_REDIS_PASSWORD, valueFrom: { secretKeyRef: { name: {{ . }}, key: password } } }
{{- end }}
{{- if $tls }}
- { name: QUARKUS_REDIS_TLS_ENABLED, value: "true" }
- { name: QUARKUS_REDIS_TLS_HOSTNAME_VERIFICATION_ALGORITHM, value: HTTPS }
- { name: QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM, value: "true" }
- { name: QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS, value: /secrets/redis-ca/ca.crt }
{{- end }}
{{- else }}
- { name: HEARTH_REDIS_REQUIRED, value: "false" }
{{- end }}
{{- if eq .key "coreData" }}
- { name: HEARTH_DATA_METADATA_URL, value: {{ $metadata }} }
{{- else if eq .key "coreCommand" }}
- { name: HEARTH_COMMAND_METADATA_URL, value: {{ $metadata }} }
- { name: HEARTH_COMMAND_PUBLIC_URL, value: {{ include "hearth.commandUrl" $root }} }
{{- /* Only a default: who does without the order across replicas may say so in settings. */}}
{{- if and (gt (int (include "hearth.mostReplicas" $values.coreCommand)) 1) (not (hasKey $values.coreCommand.settings "HEARTH_COMMAND_ORDER_ACROSS_REPLICAS")) }}
- { name: HEARTH_COMMAND_ORDER_ACROSS_REPLICAS, value: "true" }
{{- end }}
{{- else if eq .key "deviceService" }}
- { name: HEARTH_DEVICE_METADATA_URL, value: {{ $metadata }} }
- { name: HEARTH_DEVICE_BASE_ADDRESS, value: "http://{{ $full }}-device-service:59982" }
- { name: HEARTH_DEVICE_DATA_DIR, value: /data }
{{- range $folder, $files := $values.deviceService.files }}
{{- if $files }}
- { name: HEARTH_DEVICE_PROVISION_{{ $folder | snakecase | upper }}_DIR, value: /files/{{ $folder | kebabcase }} }
{{- end }}
{{- end }}
{{- else if eq .key "rulesEngine" }}
- { name: HEARTH_RULES_CATALOG_METADATA_URL, value: {{ $metadata }} }
- { name: HEARTH_RULES_BACKTEST_DATA_URL, value: "http://{{ $full }}-core-data:59880" }
- { name: HEARTH_RULES_REPLICA_SHARES, value: {{ $values.rulesEngine.shares | quote }} }
{{- if $values.rulesEngine.files.rules }}
- { name: HEARTH_RULES_BOOK_DIR, value: /files/rules }
{{- end }}
{{- end }}
{{- end -}}
