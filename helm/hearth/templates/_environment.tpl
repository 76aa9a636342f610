{{/* The settings that the chart gives a service, as a list of environment variables: root, key, service. */}}
{{- define "hearth.environment" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
{{- $full := include "hearth.fullname" $root -}}
{{- $metadata := printf "http://%s-core-metadata:59881" $full -}}
- { name: HEARTH_BUS_HOST, value: {{ include "hearth.brokerHost" $root | quote }} }
- { name: HEARTH_BUS_PORT, value: {{ include "hearth.brokerPort" $root | quote }} }
{{- if $values.broker.existingSecret }}
- { name: HEARTH_BUS_USERNAME, valueFrom: { secretKeyRef: { name: {{ $values.broker.existingSecret }}, key: username } } }
- { name: HEARTH_BUS_PASSWORD, valueFrom: { secretKeyRef: { name: {{ $values.broker.existingSecret }}, key: password } } }
{{- end }}
{{- with $values.broker.external.tls }}
{{- if .enabled }}
- { name: HEARTH_BUS_TLS_ENABLED, value: "true" }
{{- if .caSecret }}
- { name: HEARTH_BUS_TLS_CA_FILE, value: /secrets/broker-ca/ca.crt }
{{- end }}
{{- if .clientSecret }}
- { name: HEARTH_BUS_TLS_CERT_FILE, value: /secrets/broker-client/tls.crt }
- { name: HEARTH_BUS_TLS_KEY_FILE, value: /secrets/broker-client/tls.key }
{{- end }}
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
{{- if not $values.redis.enabled }}
- { name: HEARTH_REDIS_USERNAME, valueFrom: { secretKeyRef: { name: {{ . }}, key: username, optional: true } } }
{{- end }}
{{- end }}
{{- if $tls }}
- { name: QUARKUS_REDIS_TLS_ENABLED, value: "true" }
- { name: QUARKUS_REDIS_TLS_HOSTNAME_VERIFICATION_ALGORITHM, value: HTTPS }
{{- if $values.redis.external.tls.caSecret }}
- { name: QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM, value: "true" }
- { name: QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS, value: /secrets/redis-ca/ca.crt }
{{- end }}
{{- if $values.redis.external.tls.clientSecret }}
- { name: QUARKUS_REDIS_TLS_KEY_CERTIFICATE_PEM, value: "true" }
- { name: QUARKUS_REDIS_TLS_KEY_CERTIFICATE_PEM_CERTS, value: /secrets/redis-client/tls.crt }
- { name: QUARKUS_REDIS_TLS_KEY_CERTIFICATE_PEM_KEYS, value: /secrets/redis-client/tls.key }
{{- end }}
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

{{/* The Secrets that a service reads as files below /secrets: from the name of each folder to the Secret's. (dict "root" $ "service" {...}) */}}
{{- define "hearth.secretFiles" -}}
{{- $parts := ternary (list "broker" "redis") (list "broker") .service.redis -}}
{{- range $part := $parts -}}
{{- with (index $.root.Values $part).external.tls -}}
{{- if and .enabled .caSecret }}
{{ $part }}-ca: {{ .caSecret }}
{{- end }}
{{- if and .enabled .clientSecret }}
{{ $part }}-client: {{ .clientSecret }}
{{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
