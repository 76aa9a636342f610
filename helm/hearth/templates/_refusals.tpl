{{/* Values that contradict each other are refused with a sentence: which, what they are, and what is allowed. */}}
{{- define "hearth.refuse" -}}
{{- range $part := list "broker" "redis" -}}
{{- $values := index $.Values $part -}}
{{- if and $values.enabled $values.external.host -}}
{{- fail (printf "%s.external.host is '%s', but %s.enabled is true: the chart would bring one that nobody uses. Set %s.enabled to false, or leave the host empty." $part $values.external.host $part $part) -}}
{{- end -}}
{{- if not (or $values.enabled $values.external.host) -}}
{{- fail (printf "%s.enabled is false and %s.external.host is empty: the services need one of them." $part $part) -}}
{{- end -}}
{{- end -}}
{{- with .Values.broker -}}
{{- if and .deviceTls.enabled (not .enabled) -}}
{{- fail "broker.deviceTls.enabled is true, but broker.enabled is false: an external broker has its own TLS." -}}
{{- end -}}
{{- if and .deviceTls.enabled (not .deviceTls.existingSecret) -}}
{{- fail "broker.deviceTls.enabled is true, but broker.deviceTls.existingSecret is empty: name a Secret with tls.crt and tls.key." -}}
{{- end -}}
{{- if and .enabled (ne .service.type "ClusterIP") (not .existingSecret) -}}
{{- fail (printf "broker.service.type is %s, which lets anyone publish from outside the cluster, since broker.existingSecret is empty: name a Secret with users, or leave the type ClusterIP." .service.type) -}}
{{- end -}}
{{- end -}}
{{- with .Values.redis -}}
{{- if and .external.tls.enabled .enabled -}}
{{- fail "redis.external.tls.enabled is true, but redis.enabled is true: the chart's own Redis has no TLS." -}}
{{- end -}}
{{- if and .external.tls.enabled (not .external.tls.caSecret) -}}
{{- fail "redis.external.tls.enabled is true, but redis.external.tls.caSecret is empty: name a Secret with ca.crt, the authority that signed Redis' certificate." -}}
{{- end -}}
{{- if and .external.tls.caSecret (not .external.tls.enabled) -}}
{{- fail "redis.external.tls.caSecret is set, but redis.external.tls.enabled is false: the connection would not be encrypted." -}}
{{- end -}}
{{- end -}}
{{- if ne (int .Values.deviceService.replicas) 1 -}}
{{- fail (printf "deviceService.replicas is %d, but one process keeps the order of what each device sends: allowed is 1." (int .Values.deviceService.replicas)) -}}
{{- end -}}
{{- if gt (int .Values.rulesEngine.replicas) (int .Values.rulesEngine.shares) -}}
{{- fail (printf "rulesEngine.replicas is %d, but rulesEngine.shares is %d: a replica without a share of the devices has nothing to do. Allowed are as many replicas as shares." (int .Values.rulesEngine.replicas) (int .Values.rulesEngine.shares)) -}}
{{- end -}}
{{- range $key, $service := include "hearth.services" . | fromYaml -}}
{{- $own := include "hearth.environment" (dict "root" $ "key" $key "service" $service) | fromYamlArray -}}
{{- range $name, $value := (index $.Values $key).settings -}}
{{- range $own -}}
{{- if eq .name $name -}}
{{- fail (printf "%s.settings.%s is '%v', but the chart sets it itself, from other values: leave it out." $key $name $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
