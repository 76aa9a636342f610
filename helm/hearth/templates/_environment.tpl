{{/* The settings that the chart gives a service, as a list of environment variables: root, key, service. */}}
{{- define "hearth.environment" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
{{- $of := .service.of | default .key -}}
{{- $full := include "hearth.fullname" $root -}}
{{- $metadata := printf "http://%s-core-metadata:59881" $full -}}
- { name: HEARTH_BUS_HOST, value: {{ include "hearth.brokerHost" $root | quote }} }
- { name: HEARTH_BUS_PORT, value: {{ include "hearth.brokerPort" $root | quote }} }
{{- if include "hearth.secured" (dict "root" $root "part" "broker") }}
- { name: HEARTH_BUS_USERNAME, value: {{ .service.prefix }} }
- { name: HEARTH_BUS_PASSWORD_FILE, value: /secrets/broker-login/password }
{{- else if $values.broker.existingSecret }}
- { name: HEARTH_BUS_USERNAME, valueFrom: { secretKeyRef: { name: {{ $values.broker.existingSecret }}, key: username } } }
- { name: HEARTH_BUS_PASSWORD_FILE, value: /secrets/broker-login/password }
{{- end }}
{{- with include "hearth.tls" (dict "root" $root "part" "broker") | fromYaml }}
{{- if .enabled }}
- { name: HEARTH_BUS_TLS_ENABLED, value: "true" }
{{- if .ca }}
- { name: HEARTH_BUS_TLS_CA_FILE, value: /secrets/broker-ca/ca.crt }
{{- end }}
{{- if .client }}
- { name: HEARTH_BUS_TLS_CERT_FILE, value: /secrets/broker-client/tls.crt }
- { name: HEARTH_BUS_TLS_KEY_FILE, value: /secrets/broker-client/tls.key }
{{- end }}
{{- end }}
{{- end }}
- { name: HEARTH_KEEPER_URL, value: "http://{{ $full }}-core-metadata:59890" }
- { name: HEARTH_KEEPER_SERVICE_HOST, value: {{ $full }}-{{ .service.name }} }
{{- if ne $of "deviceService" }}
- { name: HEARTH_BUS_INSTANCE, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
{{- end }}
{{- if .service.redis }}
{{- $tls := include "hearth.tls" (dict "root" $root "part" "redis") | fromYaml }}
- { name: QUARKUS_REDIS_HOSTS, value: "{{ ternary "rediss" "redis" $tls.enabled }}://{{ include "hearth.redisHost" $root }}:{{ include "hearth.redisPort" $root }}" }
{{- if include "hearth.secured" (dict "root" $root "part" "redis") }}
- { name: HEARTH_REDIS_USERNAME, value: {{ .service.prefix }} }
- { name: HEARTH_REDIS_PASSWORD_FILE, value: /secrets/redis-login/password }
{{- else if $values.redis.existingSecret }}
{{- if not $values.redis.enabled }}
- { name: HEARTH_REDIS_USERNAME, valueFrom: { secretKeyRef: { name: {{ $values.redis.existingSecret }}, key: username, optional: true } } }
{{- end }}
- { name: HEARTH_REDIS_PASSWORD_FILE, value: /secrets/redis-login/password }
{{- end }}
{{- if $tls.enabled }}
- { name: QUARKUS_REDIS_TLS_ENABLED, value: "true" }
- { name: QUARKUS_REDIS_TLS_HOSTNAME_VERIFICATION_ALGORITHM, value: HTTPS }
{{- if $tls.ca }}
- { name: QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM, value: "true" }
- { name: QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS, value: /secrets/redis-ca/ca.crt }
{{- end }}
{{- if $tls.client }}
- { name: QUARKUS_REDIS_TLS_KEY_CERTIFICATE_PEM, value: "true" }
- { name: QUARKUS_REDIS_TLS_KEY_CERTIFICATE_PEM_CERTS, value: /secrets/redis-client/tls.crt }
- { name: QUARKUS_REDIS_TLS_KEY_CERTIFICATE_PEM_KEYS, value: /secrets/redis-client/tls.key }
{{- end }}
{{- end }}
{{- else }}
- { name: HEARTH_REDIS_REQUIRED, value: "false" }
{{- end }}
{{- if eq $of "coreData" }}
- { name: HEARTH_DATA_METADATA_URL, value: {{ $metadata }} }
{{- else if eq $of "coreCommand" }}
- { name: HEARTH_COMMAND_METADATA_URL, value: {{ $metadata }} }
- { name: HEARTH_COMMAND_PUBLIC_URL, value: {{ include "hearth.commandUrl" $root }} }
{{- /* Only a default: who does without the order across replicas may say so in settings. */}}
{{- if and (gt (int (include "hearth.mostReplicas" $values.coreCommand)) 1) (not (hasKey $values.coreCommand.settings "HEARTH_COMMAND_ORDER_ACROSS_REPLICAS")) }}
- { name: HEARTH_COMMAND_ORDER_ACROSS_REPLICAS, value: "true" }
{{- end }}
{{- else if eq $of "deviceService" }}
- { name: HEARTH_DEVICE_METADATA_URL, value: {{ $metadata }} }
- { name: HEARTH_DEVICE_BASE_ADDRESS, value: "http://{{ $full }}-{{ .service.name }}:59982" }
{{- with .service.instance }}
- { name: HEARTH_DEVICE_INSTANCE, value: {{ . | quote }} }
{{- end }}
- { name: HEARTH_DEVICE_DATA_DIR, value: /data }
{{- range $folder, $files := (include "hearth.valuesOf" . | fromYaml).files }}
{{- if $files }}
- { name: HEARTH_DEVICE_PROVISION_{{ $folder | snakecase | upper }}_DIR, value: /files/{{ $folder | kebabcase }} }
{{- end }}
{{- end }}
{{- else if eq $of "rulesEngine" }}
- { name: HEARTH_RULES_CATALOG_METADATA_URL, value: {{ $metadata }} }
- { name: HEARTH_RULES_BACKTEST_DATA_URL, value: "http://{{ $full }}-core-data:59880" }
- { name: HEARTH_RULES_REPLICA_SHARES, value: {{ $values.rulesEngine.shares | quote }} }
{{- if $values.rulesEngine.files.rules }}
- { name: HEARTH_RULES_BOOK_DIR, value: /files/rules }
{{- end }}
{{- end }}
{{- end -}}

{{/*
What a service reads of Secrets as files below /secrets: from the name of each folder to the Secret and the files, by its keys.
(dict "root" $ "service" {...})
*/}}
{{- define "hearth.secretFiles" -}}
{{- $service := .service -}}
{{- $root := .root -}}
{{- range $part, $kind := ternary (dict "broker" "mqtt" "redis" "redis") (dict "broker" "mqtt") .service.redis -}}
{{- $tls := include "hearth.tls" (dict "root" $root "part" $part) | fromYaml -}}
{{- if and $tls.enabled $tls.ca }}
{{ $part }}-ca: { secret: {{ $tls.ca }}, files: { ca.crt: ca.crt } }
{{- end }}
{{- if and $tls.enabled $tls.client }}
{{ $part }}-client: { secret: {{ $tls.client }}, files: { tls.crt: tls.crt, tls.key: tls.key } }
{{- end }}
{{- if include "hearth.secured" (dict "root" $root "part" $part) }}
{{ $part }}-login: { secret: {{ include "hearth.passwordsSecret" $root }}, files: { {{ $kind }}-{{ $service.prefix }}: password } }
{{- else if (index $root.Values $part).existingSecret }}
{{ $part }}-login: { secret: {{ (index $root.Values $part).existingSecret }}, files: { password: password } }
{{- end }}
{{- end -}}
{{- end -}}
